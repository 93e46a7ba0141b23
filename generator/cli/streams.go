package cli

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// Streams are all that a command sees of the world outside the repository.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer           // the result, and the talk about it
	Env      func(string) string // "NO_COLOR", "XDG_CACHE_HOME"
	Dir      string              // the working directory, absolute
	Terminal Terminal
}

// Terminal says which of the streams a person reads or writes.
type Terminal struct {
	In, Out, Err bool
	Still        bool // shows no line that is written over, such as how far a run is: TERM=dumb
	Width        int  // columns of the one that Out or Err writes to; 0: not known
}

// System are the streams of this process.
func System() (Streams, error) {
	dir, err := os.Getwd()
	if err != nil {
		return Streams{}, err
	}
	in, _ := columns(os.Stdin)
	out, width := columns(os.Stdout)
	errs, errWidth := columns(os.Stderr)
	if !out {
		width = errWidth
	}
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Dir: dir,
		Terminal: Terminal{In: in, Out: out, Err: errs, Width: width, Still: os.Getenv("TERM") == "dumb"},
	}, nil
}

// print writes the result.
func (t *tool) print(text string) error {
	_, err := io.WriteString(t.Out, text)
	return err
}

// columns says whether a file is a terminal, and how wide it is.
func columns(f *os.File) (terminal bool, width int) {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return false, 0
	}
	return true, int(size.Col)
}
