package server

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/crd"
)

// TestDefinitionsAreTheirOwners compares the definitions that every `make test` checks by with those that their owners publish;
// UPDATE=1 writes them anew.
func TestDefinitionsAreTheirOwners(t *testing.T) {
	published, err := install.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		for name, text := range published {
			if err := write(filepath.Join("..", "crd", "definitions", name+".gz"), text); err != nil {
				t.Fatal(err)
			}
		}
		t.Skip("written anew: run again without UPDATE")
	}
	ours, err := crd.Texts()
	if err != nil {
		t.Fatal(err)
	}
	for name := range ours {
		if published[name] == nil {
			t.Errorf("%s is nobody's", name)
		}
	}
	for name, text := range published {
		if !bytes.Equal(ours[name], text) {
			t.Errorf("%s differs from its owner's: UPDATE=1 writes it anew", name)
		}
	}
}

func write(path string, text []byte) error {
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = zip.Write(text)
	return errors.Join(err, zip.Close(), os.WriteFile(path, packed.Bytes(), 0o644))
}
