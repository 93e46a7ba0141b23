package load

import (
	"fmt"
	"regexp"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// The rules about files as such, which are load's own.
const (
	syntaxID       = "SYN"    // what CUE cannot read
	twiceID        = "REF005" // one name declared in two files
	definitionID   = "REF010" // a declaration that names no definition
	packageID      = "REF011" // a file in the wrong package, or in none
	nothingID      = "REF012" // a file that declares nothing
	unreadFolderID = "REF013" // declarations in a folder that is not read
)

// syntax tells what cannot be read of files.
func (p *plan) syntax(files []*file) {
	for _, f := range files {
		seen := map[int]bool{}
		for _, e := range f.broken {
			at := position(f.name, e.Position())
			if seen[at.Line] {
				continue // one mistake makes the parser stumble more than once
			}
			seen[at.Line] = true
			p.result.findings = append(p.result.findings, diag.Diagnostic{
				ID: syntaxID, Level: diag.Error, Message: strangers.ReplaceAllString(bare(e), "$1"), Remedy: syntaxRemedy(bare(e)),
				Place: source.Place{File: f.name}, Pos: at, Raw: strangers.ReplaceAllString(p.details(e), "$1"),
				Secret: strings.Contains(e.Error(), "'STRING'"),
			})
		}
	}
}

// strangers are the texts of string literals that the parser did not expect: they may be secrets.
var strangers = regexp.MustCompile(`('STRING') (?:"(?:[^"\\]|\\.)*"?|\S+)`)

func syntaxRemedy(message string) string {
	if strings.Contains(message, "missing ','") {
		return "put each field on a line of its own, or a comma between two"
	}
	return ""
}

func (p *plan) details(e errors.Error) string {
	return strings.TrimSpace(errors.Details(e, &errors.Config{Cwd: p.module.root, ToSlash: true}))
}

// members are the files of the folder's package, those with the wrong package clause among them after it was told.
func (p *plan) members(folder string, files []*file) []*file {
	for _, f := range files {
		name := f.packageName()
		if len(f.broken) > 0 || name == folder {
			continue
		}
		d := diag.Diagnostic{ID: packageID, Level: diag.Error, Place: source.Place{File: f.name}, Pos: position(f.name, f.packagePos())}
		d.Message = fmt.Sprintf("package %s lies in folder %s", name, folder)
		if name == "" {
			d.Message = "the file has no package clause, so CUE does not read it"
		}
		d.Remedy = fmt.Sprintf("begin the file with: package %s", folder)
		if d.Pos.Line == 0 {
			d.Pos = source.Pos{File: f.name, Line: 1, Col: 1}
		}
		p.result.findings = append(p.result.findings, d)
		adopt(f.syntax, folder)
	}
	return files
}

// adopt gives a file the package clause that it should have, so that its other mistakes are found too.
func adopt(f *ast.File, name string) {
	for _, d := range f.Decls {
		if clause, ok := d.(*ast.Package); ok {
			clause.Name = ast.NewIdent(name)
			return
		}
	}
	f.Decls = append([]ast.Decl{&ast.Package{Name: ast.NewIdent(name)}}, f.Decls...)
}

// duplicates tells of names that two files declare: CUE merges them without a word.
func (p *plan) duplicates(files []*file) {
	first := map[string]source.Place{}
	for _, f := range files {
		for _, d := range f.class.declared {
			place := source.Place{File: f.name, Path: d.path()}
			before, known := first[d.path().String()]
			if !known {
				first[d.path().String()] = place
				continue
			}
			if before.File == f.name {
				continue
			}
			p.result.findings = append(p.result.findings, diag.Diagnostic{
				ID: twiceID, Level: diag.Error, Message: fmt.Sprintf("%s %s is declared in two files", d.root.Kind, d.name),
				Remedy: "rename one of them, or put both into one file", Place: place,
				Related: []diag.Related{{Message: "also declared", Place: before}},
			})
		}
	}
}

// declaredTwice are the paths that more than one file declares.
func declaredTwice(files []*file) map[string]bool {
	in, twice := map[string]*file{}, map[string]bool{}
	for _, f := range files {
		for _, d := range f.class.declared {
			path := d.path().String()
			twice[path] = twice[path] || in[path] != nil && in[path] != f
			in[path] = f
		}
	}
	return twice
}
