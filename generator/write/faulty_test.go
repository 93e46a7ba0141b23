package write

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// errKilled is what a dead disk answers: nothing after the kill has an effect.
var errKilled = errors.New("killed")

// faultyDisk counts steps and lets chosen ones fail. A write that fails has
// written half of its bytes, as a full disk does.
type faultyDisk struct {
	realDisk
	fail    func(step int, op string) error
	steps   int
	dir     string
	touched bool // something in dir was changed, its staging aside
}

func (d *faultyDisk) touch(name string) {
	if strings.HasPrefix(name, d.dir+"/") && !isStaging(name) {
		d.touched = true
	}
}

func (d *faultyDisk) step(op string) error {
	d.steps++
	return d.fail(d.steps, op)
}

// killAt makes a disk on which everything from a step on has no effect.
func killAt(k int) *faultyDisk {
	return &faultyDisk{fail: func(step int, _ string) error {
		if step >= k {
			return errKilled
		}
		return nil
	}}
}

// failOnce makes a disk on which one step fails.
func failOnce(k int, err error) *faultyDisk {
	return &faultyDisk{fail: func(step int, _ string) error {
		if step == k {
			return err
		}
		return nil
	}}
}

// fullFrom makes a disk that from a step on has no room for anything new.
func fullFrom(k int, err error) *faultyDisk {
	return &faultyDisk{fail: func(step int, op string) error {
		if step >= k && (op == "create" || op == "write" || op == "close" || op == "mkdir") {
			return err
		}
		return nil
	}}
}

func (d *faultyDisk) Lstat(name string) (fs.FileInfo, error) {
	if err := d.step("lstat"); err != nil {
		return nil, err
	}
	return d.realDisk.Lstat(name)
}

func (d *faultyDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := d.step("readdir"); err != nil {
		return nil, err
	}
	return d.realDisk.ReadDir(name)
}

func (d *faultyDisk) Open(name string) (io.ReadCloser, error) {
	if err := d.step("open"); err != nil {
		return nil, err
	}
	return d.realDisk.Open(name)
}

func (d *faultyDisk) Create(name string) (io.WriteCloser, error) {
	if err := d.step("create"); err != nil {
		return nil, err
	}
	file, err := d.realDisk.Create(name)
	return &faultyFile{disk: d, file: file}, err
}

func (d *faultyDisk) Mkdir(name string) error {
	if err := d.step("mkdir"); err != nil {
		return err
	}
	d.touch(name)
	return d.realDisk.Mkdir(name)
}

func (d *faultyDisk) Rename(from, to string) error {
	if err := d.step("rename"); err != nil {
		return err
	}
	d.touch(to)
	return d.realDisk.Rename(from, to)
}

func (d *faultyDisk) Remove(name string) error {
	if err := d.step("remove"); err != nil {
		return err
	}
	d.touch(name)
	return d.realDisk.Remove(name)
}

type faultyFile struct {
	disk *faultyDisk
	file io.WriteCloser
}

func (f *faultyFile) Write(data []byte) (int, error) {
	if err := f.disk.step("write"); err != nil {
		n, _ := f.file.Write(data[:len(data)/2])
		return n, err
	}
	return f.file.Write(data)
}

func (f *faultyFile) Close() error {
	err := f.disk.step("close")
	if closeErr := f.file.Close(); err == nil {
		err = closeErr
	}
	return err
}
