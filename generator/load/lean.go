package load

import (
	"bytes"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"weir.local/schema"
)

// leanSchema is the schema without the definitions that no declaration can reach: thousands of properties of connectors that a
// repository does not have need not be parsed and compiled. Their lines are left blank, so that all others stay where they
// were. Only sound declarations come out of it; a mistake is looked at with the whole schema.
type leanSchema struct {
	folder string            // absolute, of the repository's copy
	files  map[string][]byte // by name: "connectors_gen.cue"
}

// leanImports answers imports with the lean schema; with the whole one where the repository's copy is not the one that this
// program carries.
func (p *plan) leanImports() *imports {
	folder := p.schemaFolder()
	if !carried(folder) {
		return p.imports
	}
	var texts [][]byte
	for _, k := range p.packages {
		for _, f := range k.files {
			if k.folder != "schema" && !f.recalled {
				texts = append(texts, f.data)
			}
		}
	}
	l := leanSchema{folder: folder, files: thin(texts)}
	p.lean = newImports(p.module)
	p.lean.parse = l.parse
	return p.lean
}

// schemaFolder is where the repository has the schema.
func (p *plan) schemaFolder() string {
	if p.module.path == "weir.local" {
		return p.module.abs("schema")
	}
	return p.module.abs("cue.mod/gen/" + schemaPath)
}

// carried says whether a folder holds the schema that this program carries.
func carried(folder string) bool {
	names, err := filepath.Glob(filepath.Join(folder, "*.cue"))
	if err != nil {
		return false
	}
	var files []*file
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		files = append(files, &file{name: filepath.Base(name), data: data})
	}
	return known(files)
}

// parse parses a file for cue's loader.
func (l leanSchema) parse(name string, src any, cfg parser.Config) (*ast.File, error) {
	if text, ok := l.files[filepath.Base(name)]; ok && filepath.Dir(name) == l.folder {
		return parser.ParseFile(name, text, cfg)
	}
	return parser.ParseFile(name, src, cfg)
}

// piece is a definition of the schema: its lines, comments before it left out.
type piece struct {
	file     string
	from, to int
}

// thin is the schema with only what texts name, and what that names in turn.
func thin(texts [][]byte) map[string][]byte {
	files := map[string][]byte{}
	pieces := map[string][]piece{}
	names, _ := fs.Glob(schema.Files, "*.cue")
	for _, name := range names {
		data, _ := fs.ReadFile(schema.Files, name)
		files[name] = bytes.Clone(data)
		texts = append(texts, cutUp(name, data, pieces))
	}
	reached := map[string]bool{}
	for len(texts) > 0 {
		text := texts[0]
		texts = texts[1:]
		for name := range named(text) {
			if reached[name] {
				continue
			}
			reached[name] = true
			for _, p := range pieces[name] {
				texts = append(texts, files[p.file][p.from:p.to])
			}
		}
	}
	for name, list := range pieces {
		for _, p := range list {
			if !reached[name] {
				blank(files[p.file][p.from:p.to])
			}
		}
	}
	return files
}

// named are the definitions that a text names: #MySQL.
func named(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := bytes.IndexByte(text, '#'); i >= 0; i = bytes.IndexByte(text, '#') {
			n := 1 + identifier(text[i+1:])
			if n > 1 && !yield(string(text[i:i+n])) {
				return
			}
			text = text[i+n:]
		}
	}
}

// identifier is the length of the identifier that a text begins with.
func identifier(text []byte) int {
	for i, b := range text {
		if b != '_' && (b|0x20 < 'a' || b|0x20 > 'z') && (b < '0' || b > '9') {
			return i
		}
	}
	return len(text)
}

// cutUp finds the definitions of a file, as cue fmt writes them, and returns what lies outside of them: that is always kept.
func cutUp(name string, data []byte, pieces map[string][]piece) []byte {
	var outside []byte
	end := 0
	for from := definitionAt(data, 0); from < len(data); from = definitionAt(data, end) {
		outside = append(outside, withoutComments(data[end:from])...)
		label := from + 1 + identifier(data[from+1:])
		end = label + endOf(data[label:])
		pieces[string(data[from:label])] = append(pieces[string(data[from:label])], piece{file: name, from: from, to: end})
	}
	return append(outside, withoutComments(data[end:])...)
}

// definitionAt is where the next definition begins, at the left edge; the end when there is none.
func definitionAt(data []byte, from int) int {
	for from < len(data) && data[from] != '#' {
		line := bytes.IndexByte(data[from:], '\n')
		if line < 0 {
			return len(data)
		}
		from += line + 1
	}
	return from
}

// endOf is where the next line begins that is at the left edge and does not close a bracket.
func endOf(data []byte) int {
	for at := 0; ; {
		line := bytes.IndexByte(data[at:], '\n')
		if line < 0 {
			return len(data)
		}
		at += line + 1
		if at < len(data) && bytes.IndexByte([]byte(" \t\n}])"), data[at]) < 0 {
			return at
		}
	}
}

// withoutComments drops lines that are comments: what they name is not used.
func withoutComments(text []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(text) {
		if !bytes.HasPrefix(line, []byte("//")) {
			kept = append(kept, line...)
		}
	}
	return kept
}

// blank overwrites a text with spaces, line by line.
func blank(text []byte) {
	for i, b := range text {
		if b != '\n' {
			text[i] = ' '
		}
	}
}
