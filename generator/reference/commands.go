package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"weir.local/generator/cli"
)

// names are the commands in reading order.
func names() []string {
	return []string{
		"", "init", "vet", "build", "show", "show plan", "show catalogs", "show etc", "show targets", "explain", "trino", "trino upgrade",
		"trino harvest", "schema", "schema check", "schema update", "version", "completion",
		"ssm", "ssm plan", "ssm push", "ssm drift", "ssm rollback", "ssm prune",
	}
}

// commands is each command's help, as it prints it.
func commands() (string, error) {
	var b strings.Builder
	b.WriteString("# Commands\n\nWhat `weir COMMAND --help` prints.\n")
	for _, name := range names() {
		var out, said bytes.Buffer
		streams := cli.Streams{In: strings.NewReader(""), Out: &out, Err: &said, Env: func(string) string { return "" }, Dir: "."}
		if code := cli.Run(context.Background(), append(strings.Fields(name), "--help"), streams); code != 0 {
			return "", fmt.Errorf("weir %s --help: exit code %d: %s", name, code, said.String())
		}
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s```\n", strings.TrimSpace("weir "+name), out.String())
	}
	return b.String(), nil
}
