package artifact

import (
	"bytes"

	"weir.local/generator/source"
)

// File is one generated file: prod/adhoc/helm/values.yaml.
type File struct {
	Path  string           // slash path relative to out/
	Data  []byte           // ends in one newline
	Lines []*source.Origin // where each line comes from; none is nil

	err error // why the content cannot be spelled; Tree.Add reports it
}

// Raw is a file whose lines all have one origin, for what others have written:
// a manifest out of kustomize, a dashboard out of jsonnet. Data is kept as it is.
func Raw(path string, origin *source.Origin, data []byte) File {
	return File{Path: path, Data: data, Lines: repeat(known(origin), lineCount(data))}
}

// Line returns the text of a line, counted from 1, without its newline, and
// where it comes from; false when the file has no such line.
func (f File) Line(n int) (string, *source.Origin, bool) {
	if n < 1 || n > len(f.Lines) {
		return "", nil, false
	}
	rest := f.Data
	for range n - 1 {
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return string(line), f.Lines[n-1], true
}

func lineCount(data []byte) int {
	n := bytes.Count(data, []byte("\n"))
	if len(data) > 0 && data[len(data)-1] != '\n' {
		n++
	}
	return n
}

func repeat(origin *source.Origin, n int) []*source.Origin {
	lines := make([]*source.Origin, n)
	for i := range lines {
		lines[i] = origin
	}
	return lines
}

// known stands in where a renderer gave no origin: what no declaration says is
// weir's own layout.
func known(origin *source.Origin) *source.Origin {
	if origin == nil {
		return source.Fixed("weir's layout")
	}
	return origin
}
