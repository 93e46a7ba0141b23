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
// repository does not have need not be parsed and compiled. What a definition embeds stands in it by itself, which CUE
// evaluates in a twelfth less time. Only sound declarations come out of it; a mistake is looked at with the whole schema.
type leanSchema struct {
	folder string            // absolute, of the repository's copy
	files  map[string][]byte // by name: "connectors_gen.cue"
}

// leanImports answers imports with the lean schema; with the whole one where the repository's copy is not the one that this
// program carries.
func (p *plan) leanImports() *imports {
	folder := p.schemaFolder()
	harvested, ok := carried(folder)
	if !ok {
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
	l := leanSchema{folder: folder, files: thin(texts, harvested)}
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

// harvestedName is the file, beside those of the schema, with the definitions that the repository's harvest adds.
const harvestedName = "harvested_gen.cue"

// carried says whether a folder holds the schema that this program carries, and answers the definitions of the repository's
// harvest beside it.
func carried(folder string) (harvested []byte, ok bool) {
	names, err := filepath.Glob(filepath.Join(folder, "*.cue"))
	if err != nil {
		return nil, false
	}
	var files []*file
	for _, name := range names {
		data, err := os.ReadFile(name)
		switch {
		case err != nil:
			return nil, false
		case filepath.Base(name) == harvestedName:
			harvested = data
		default:
			files = append(files, &file{name: filepath.Base(name), data: data})
		}
	}
	return harvested, known(files)
}

// parse parses a file for cue's loader.
func (l leanSchema) parse(name string, src any, cfg parser.Config) (*ast.File, error) {
	if text, ok := l.files[filepath.Base(name)]; ok && filepath.Dir(name) == l.folder {
		return parser.ParseFile(name, text, cfg)
	}
	return parser.ParseFile(name, src, cfg)
}

// piece is a definition of the schema, or one of its parts, comments before it left out.
type piece struct {
	name string // "#MySQL"
	text []byte // what follows the name, ": {…}"
}

// thin is the schema, with what a harvest adds, with only what texts name, and what that names in turn.
func thin(texts [][]byte, harvested []byte) map[string][]byte {
	files, pieces := map[string][]byte{}, map[string][]piece{}
	names, _ := fs.Glob(schema.Files, "*.cue")
	for _, name := range names {
		files[name], _ = fs.ReadFile(schema.Files, name)
	}
	if harvested != nil {
		names = append(names, harvestedName)
		files[harvestedName] = harvested
	}
	words := dotted(texts)
	for _, name := range names {
		files[name], pieces[name] = cutUp(files[name])
		texts = append(texts, files[name])
	}
	defined := map[string][]piece{}
	for _, list := range pieces {
		for _, p := range list {
			defined[p.name] = append(defined[p.name], p)
		}
	}
	kept := reachable(texts, defined)
	for _, name := range names {
		for _, p := range pieces[name] {
			if kept[p.name] {
				files[name] = append(append(files[name], p.name...), withoutUnnamed(p.name, flat(p.text, defined), words)...)
			}
		}
	}
	return files
}

// reachable are the definitions that texts name, and those that these name in turn.
func reachable(texts [][]byte, defined map[string][]piece) map[string]bool {
	all := map[string]bool{}
	for len(texts) > 0 {
		text := texts[0]
		texts = texts[1:]
		for name := range named(text) {
			if all[name] {
				continue
			}
			all[name] = true
			for _, p := range defined[name] {
				texts = append(texts, p.text)
			}
		}
	}
	return all
}

// flat puts in place of a definition that another one embeds, on a line by itself, the fields of it. A definition that is no
// plain struct, or open, stays embedded.
func flat(text []byte, defined map[string][]piece) []byte {
	var out []byte
	for line := range bytes.Lines(text) {
		name, embeds := bytes.CutPrefix(line, []byte("\t#"))
		if n := identifier(name); !embeds || n == 0 || string(name[n:]) != "\n" {
			out = append(out, line...)
			continue
		}
		fields, plain := fieldsIn(defined[string(line[1:len(line)-1])])
		if !plain {
			out = append(out, line...)
			continue
		}
		out = append(out, flat(fields, defined)...)
	}
	return out
}

// fieldsIn are the lines between the brackets of a definition.
func fieldsIn(pieces []piece) ([]byte, bool) {
	var all []byte
	for _, p := range pieces {
		body, opens := bytes.CutPrefix(p.text, []byte(": {\n"))
		end := bytes.LastIndex(body, []byte("\n}"))
		if !opens || end < 0 || bytes.Contains(body[:end+1], []byte("\t...\n")) {
			return nil, false
		}
		all = append(all, body[:end+1]...)
	}
	return all, len(pieces) > 0
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

// cutUp parts a file, as cue fmt writes it, into its definitions and what lies outside of them, which is always kept.
func cutUp(data []byte) (outside []byte, definitions []piece) {
	end := 0
	for from := definitionAt(data, 0); from < len(data); from = definitionAt(data, end) {
		outside = append(outside, withoutComments(data[end:from])...)
		label := from + 1 + identifier(data[from+1:])
		end = label + endOf(data[label:])
		definitions = append(definitions, piece{string(data[from:label]), data[label:end]})
	}
	return append(outside, withoutComments(data[end:])...), definitions
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
