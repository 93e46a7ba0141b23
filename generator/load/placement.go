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
	syntaxID     = "SYN"    // what CUE cannot read
	twiceID      = "REF005" // one name declared in two files
	definitionID = "REF016" // a declaration that names no definition
	packageID    = "REF017" // a file in the wrong package, or in none
	nothingID    = "REF018" // a file that declares nothing
	folderID     = "REF019" // declarations in a folder that is not read
	importedID   = "REF020" // an imported package that contradicts itself
)

// syntax tells what cannot be read of a file.
func (p *plan) syntax(f *file) diag.List {
	var list diag.List
	seen := map[int]bool{}
	for _, e := range f.broken {
		at := position(f.name, e.Position())
		if seen[at.Line] {
			continue // one mistake makes the parser stumble more than once
		}
		seen[at.Line] = true
		d := refused(syntaxID, strangers.ReplaceAllString(bare(e), "$1"), syntaxRemedy(bare(e)), source.Place{File: f.name})
		d.Pos, d.Raw, d.Secret = at, strangers.ReplaceAllString(p.details(e), "$1"), strings.Contains(e.Error(), "'STRING'")
		list = append(list, d)
	}
	return list
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

// misplaced tells of a file in the wrong package, or in none. It is then taken for one of its folder's package, so that its
// other mistakes are found too.
func misplaced(f *file, folder string) (diag.Diagnostic, bool) {
	name := f.packageName()
	if name == folder {
		return diag.Diagnostic{}, false
	}
	d := refused(packageID, fmt.Sprintf("package %s lies in folder %s", name, folder), "begin the file with: package "+folder, source.Place{File: f.name})
	if name == "" {
		d.Message = "the file has no package clause, so CUE does not read it"
	}
	d.Pos = f.beginning()
	adopt(f.syntax, folder)
	return d, true
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
func duplicates(files []*file) diag.List {
	var list diag.List
	twice := declaredTwice(files)
	first := map[string]source.Place{}
	for _, f := range files {
		for _, d := range f.class.declared {
			if !twice[d.key()] {
				continue
			}
			place := source.Place{File: f.name, Path: d.path()}
			before, known := first[d.key()]
			switch {
			case !known:
				first[d.key()] = place
			case before.File != f.name:
				two := refused(twiceID, fmt.Sprintf("%s %s is declared in two files", d.root.Kind, d.name), "rename one of them, or put both into one file", place)
				two.Related = []diag.Related{{Message: "also declared", Place: before}}
				list = append(list, two)
			}
		}
	}
	return list
}

// declaredTwice are the declarations that more than one file has, by their keys.
func declaredTwice(files []*file) map[string]bool {
	in, twice := map[string]*file{}, map[string]bool{}
	for _, f := range files {
		for _, d := range f.class.declared {
			key := d.key()
			if before := in[key]; before != nil && before != f {
				twice[key] = true
			}
			in[key] = f
		}
	}
	return twice
}
