// Package runbooks is what to do when an alert fires: a page for each, as `weir explain` prints it.
package runbooks

import "embed"

// Files are the pages: TrinoCoordinatorDown.md.
//
//go:embed Trino*.md
var Files embed.FS
