package write

import (
	"fmt"
	"io/fs"
)

// NotOwnedError says that a directory holds files and no marker: weir did not
// make it and will not touch it.
type NotOwnedError struct {
	Dir  string
	File string // one of the files there
	Mark string // the marker that is not there
}

func (e *NotOwnedError) Error() string {
	return fmt.Sprintf("%s holds files (%s) and no %s, so weir did not make it and leaves it alone: name another directory, or move these files away", e.Dir, e.File, e.Mark)
}

// ForeignFileError says that there is something that weir neither follows nor
// replaces: a symbolic link, a device, a socket.
type ForeignFileError struct {
	Path string
	Mode fs.FileMode
}

func (e *ForeignFileError) Error() string {
	return fmt.Sprintf("%s is a %s, which weir neither follows nor replaces: remove it", e.Path, kindOf(e.Mode))
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSymlink != 0:
		return "symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "named pipe"
	case mode&fs.ModeSocket != 0:
		return "socket"
	case mode.IsDir():
		return "directory"
	case mode.IsRegular():
		return "file"
	}
	return "device"
}
