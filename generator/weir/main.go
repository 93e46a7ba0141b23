// Command weir compiles CUE declarations of a data platform on Trino into the files that ArgoCD and CodePipeline apply.
package main

import (
	"os"

	"weir.local/generator/cli"
)

func main() {
	os.Exit(cli.Main())
}
