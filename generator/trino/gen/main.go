// Gen writes the CUE definitions of every file that the releases of Trino which weir carries read: schema/connectors_gen.cue
// and schema/server_gen.cue. It is run by `go generate ./...`.
package main

import (
	"log"
	"os"
	"path/filepath"

	"weir.local/generator/trino"
	"weir.local/generator/trino/define"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(schema string) error {
	files, err := define.Files(trino.Releases{}.All())
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(schema, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
