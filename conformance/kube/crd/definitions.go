package crd

import (
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"
)

// compressed are the definitions as their owners publish them, NOTICE says whose they are; package server's test compares and renews them.
//
//go:embed definitions/*.gz
var compressed embed.FS

// Texts are the definitions by file name: "keda.sh_scaledobjects.yaml".
func Texts() (map[string][]byte, error) {
	names, err := fs.Glob(compressed, "definitions/*.gz")
	if err != nil {
		return nil, err
	}
	texts := map[string][]byte{}
	for _, name := range names {
		text, err := text(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		texts[strings.TrimSuffix(path.Base(name), ".gz")] = text
	}
	return texts, nil
}

func text(name string) ([]byte, error) {
	packed, err := compressed.ReadFile(name)
	if err != nil {
		return nil, err
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(reader)
	return text, errors.Join(err, reader.Close())
}

func definitions() ([]apiextensions.CustomResourceDefinition, error) {
	texts, err := Texts()
	if err != nil {
		return nil, err
	}
	var all []apiextensions.CustomResourceDefinition
	for name, text := range texts {
		var d apiextensions.CustomResourceDefinition
		if err := yaml.UnmarshalStrict(text, &d); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		all = append(all, d)
	}
	return all, nil
}
