// Gen evaluates the dashboards: each *.jsonnet of a folder into the *.json beside it. It is run by `go generate ./...`.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-jsonnet"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(folder string) error {
	sources, err := filepath.Glob(filepath.Join(folder, "*.jsonnet"))
	if err != nil {
		return err
	}
	vm := jsonnet.MakeVM()
	for _, source := range sources {
		text, err := vm.EvaluateFile(source)
		if err != nil {
			return fmt.Errorf("evaluating %s: %w", source, err)
		}
		if err := os.WriteFile(strings.TrimSuffix(source, "net"), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
