// Package schema is what a weir repository may declare, twice: the CUE definitions, whose comments are the reference
// documentation, and the Go types generated from them. It also holds [Repo], the declarations as package load hands them on.
//
// The CUE half is imported as "weir.local/schema" in every repository.
package schema

//go:generate go tool cue exp gengotypes .
