package schema

import "embed"

// Files are the CUE files of this package, as `weir init` and `weir schema update` write them into a repository.
//
//go:embed *.cue
var Files embed.FS
