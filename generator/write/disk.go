package write

import (
	"io"
	"io/fs"
	"os"
)

// disk is the steps that writing takes. The tests have another one, which
// fails or dies at a chosen step.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Open(name string) (io.ReadCloser, error)
	Create(name string) (io.WriteCloser, error) // refuses a file that is there
	Mkdir(name string) error
	Rename(from, to string) error
	Remove(name string) error // a file or an empty directory
}

type realDisk struct{}

func (realDisk) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (realDisk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (realDisk) Open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (realDisk) Mkdir(name string) error                    { return os.Mkdir(name, 0o755) }
func (realDisk) Rename(from, to string) error               { return os.Rename(from, to) }
func (realDisk) Remove(name string) error                   { return os.Remove(name) }

func (realDisk) Create(name string) (io.WriteCloser, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}
