package distribution

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Unpack unpacks an archive of a distribution, trino-server-476.tar.gz, into a folder and answers where in it the
// distribution lies. Nothing is written outside of the folder, whatever the archive says.
func Unpack(ctx context.Context, archive, into string) (string, error) {
	file, err := os.Open(archive)
	if err != nil {
		return "", err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return "", &NoDistribution{Folder: archive, Why: "it is neither a folder nor a .tar.gz archive"}
	}
	root, err := os.OpenRoot(into)
	if err != nil {
		return "", err
	}
	defer root.Close()
	u := unpacking{ctx, root}
	for entries := tar.NewReader(unzipped); ; {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return outermost(into)
		}
		if err == nil {
			err = u.entry(entry, entries)
		}
		if err != nil {
			return "", fmt.Errorf("unpacking %s: %w", archive, err)
		}
	}
}

// outermost is the folder of an archive that holds nothing but one folder.
func outermost(folder string) (string, error) {
	entries, err := os.ReadDir(folder)
	if err == nil && len(entries) == 1 && entries[0].IsDir() {
		return filepath.Join(folder, entries[0].Name()), nil
	}
	return folder, err
}

type unpacking struct {
	ctx  context.Context
	root *os.Root
}

func (u unpacking) entry(entry *tar.Header, content io.Reader) error {
	if err := u.ctx.Err(); err != nil {
		return err
	}
	name := path.Clean(entry.Name)
	if err := u.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	switch entry.Typeflag {
	case tar.TypeDir:
		return u.root.MkdirAll(name, 0o755)
	case tar.TypeLink: // a jar that several plugins share
		return u.root.Link(path.Clean(entry.Linkname), name)
	case tar.TypeReg:
		return u.file(name, content)
	}
	return nil // a harvest needs nothing else
}

func (u unpacking) file(name string, content io.Reader) error {
	if !strings.HasSuffix(name, ".jar") {
		return nil
	}
	out, err := u.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, content)
	return errors.Join(err, out.Close())
}
