package adopt

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"weir.local/generator/source"
)

// What an input may measure. Trino's own files are a few kB; a ConfigMap and so a release of the chart holds 1 MiB, a task
// definition 64 KiB (ECS quotas), a lifecycle configuration 1,000 rules.
const (
	MaxBytes = 4 << 20   // of a file
	maxLine  = 256 << 10 // of a line in bytes
	maxDepth = 64        // of maps and lists in each other
	maxNodes = 200_000   // values of a file, with what aliases repeat
)

// readable refuses what no tool should be asked to read: too large, too long a line, NUL, a byte order mark, not UTF-8.
func (r *Result) readable(in Input) bool {
	at := func(offset int) source.Pos { return position(in, offset) }
	if len(in.Data) > MaxBytes {
		r.refuse(source.Pos{File: in.Name, Line: 1}, fmt.Sprintf("the file has more than %d MiB", MaxBytes>>20), "name the configuration file itself")
		return false
	}
	if bytes.HasPrefix(in.Data, []byte("\xef\xbb\xbf")) {
		r.refuse(at(0), "the file begins with a byte order mark, which Trino takes as a part of the first name", "save it as UTF-8 without a byte order mark")
		return false
	}
	if i := bytes.IndexByte(in.Data, 0); i >= 0 {
		r.refuse(at(i), "a NUL byte: this is no text file", "name a text file")
		return false
	}
	for i := 0; i < len(in.Data); {
		c, size := utf8.DecodeRune(in.Data[i:])
		if c == utf8.RuneError && size == 1 {
			r.refuse(at(i), "a byte that is not UTF-8", "save the file as UTF-8")
			return false
		}
		i += size
	}
	for line, rest := 1, in.Data; len(rest) > 0; line++ {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest) - 1
		}
		if end > maxLine {
			r.refuse(source.Pos{File: in.Name, Line: line}, fmt.Sprintf("a line of more than %d KiB", maxLine>>10), "name the configuration file itself")
			return false
		}
		rest = rest[end+1:]
	}
	return true
}

// position is the line and column of a byte.
func position(in Input, offset int) source.Pos {
	offset = min(max(offset, 0), len(in.Data))
	before := in.Data[:offset]
	return source.Pos{File: in.Name, Line: bytes.Count(before, []byte("\n")) + 1, Col: offset - bytes.LastIndexByte(before, '\n')}
}
