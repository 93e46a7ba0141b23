// Package cli is weir's command line. It joins the stages, and it alone prints, looks at the environment and exits.
//
// A command is one file: an options struct, a constructor that parses (newVet), and a method that runs over the streams of
// [Streams] (runVet). What commands share has a file of its own: compile.go runs the stages, choose.go finds what a name
// means, report.go and formats.go print findings, table.go aligns, misuse.go says what is wrong with a call.
package cli
