package write

import (
	"crypto/rand"
	"strconv"

	"weir.local/generator/artifact"
)

// staged is new content, whole, under names that nobody reads: file i of files
// lies in dir as its number.
type staged struct {
	dir   string
	files []artifact.File
}

func (s staged) name(i int) string { return s.dir + "/" + strconv.Itoa(i) }

// stage writes the files into a directory of this run's own: two runs at once
// cannot rename each other's half-written files into place.
func (w *writer) stage(files []artifact.File) (staged, error) {
	s := staged{dir: staging + rand.Text()[:8], files: files}
	if err := w.disk.Mkdir(w.at(s.dir)); err != nil {
		return s, err
	}
	for i, f := range files {
		if err := w.create(w.at(s.name(i)), f.Data); err != nil {
			w.discard(s)
			return s, err
		}
	}
	return s, nil
}

func (w *writer) create(name string, data []byte) error {
	file, err := w.disk.Create(name)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// discard tidies up after another error, which is the one to report.
func (w *writer) discard(s staged) {
	_ = w.sweep([]string{s.dir})
}

// sweep removes staging directories with the files in them.
func (w *writer) sweep(dirs []string) error {
	for _, dir := range dirs {
		entries, err := w.readDir(dir)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if err := w.disk.Remove(w.at(dir + "/" + entry.Name())); err != nil {
				return err
			}
		}
		if err := w.disk.Remove(w.at(dir)); err != nil {
			return err
		}
	}
	return nil
}
