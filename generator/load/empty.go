package load

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"

	"weir.local/generator/diag"
	"weir.local/generator/nearest"
	"weir.local/generator/source"
	"weir.local/schema"
)

// nothing tells of a file that declares nothing: an empty one, or one whose declarations stand under a misspelt name.
func nothing(f *file, roots []schema.Root) diag.List {
	if f.class.form == constraint {
		return nil
	}
	var list diag.List
	fields := fieldsOf(f.syntax.Decls)
	if len(fields) == 0 && !slices.ContainsFunc(f.syntax.Decls, says) {
		d := refused(nothingID, "the file declares nothing", "declare something under "+topLabels(roots)+", or remove the file", source.Place{File: f.name})
		d.Pos = f.beginning()
		list = append(list, d)
	}
	return append(list, misspelt(f, fields, nil, roots)...)
}

// says whether a top-level element may mean something that only evaluation shows.
func says(d ast.Decl) bool {
	switch d.(type) {
	case *ast.Package, *ast.ImportDecl, *ast.CommentGroup, *ast.Attribute:
		return false
	}
	return true
}

// misspelt tells of fields that are nearly the name of a root: lake: dataset.
func misspelt(f *file, fields []held, above source.Path, roots []schema.Root) diag.List {
	next := map[string]bool{}
	for _, r := range roots {
		if len(r.Path) > len(above) && slices.Equal(r.Path[:len(above)], above) {
			next[r.Path[len(above)]] = true
		}
	}
	var list diag.List
	for _, h := range fields {
		label := labelOf(h.field)
		path := above.Append(label)
		if len(next) == 0 || strings.HasPrefix(label, "#") || strings.HasPrefix(label, "_") {
			continue
		}
		if next[label] {
			list = append(list, misspelt(f, inside(h.value()), path, roots)...)
			continue
		}
		if near := nearest.Names(label, sorted(next), 1); len(near) == 1 {
			list = append(list, refused(nothingID, path.String()+" is read by nobody", "did you mean "+above.Append(near[0]).String()+"?", source.Place{File: f.name, Path: path}))
		}
	}
	return list
}

func refused(id, message, remedy string, place source.Place) diag.Diagnostic {
	return diag.Diagnostic{ID: id, Level: diag.Error, Message: message, Remedy: remedy, Place: place}
}

func sorted(set map[string]bool) []string {
	var all []string
	for name := range set {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func topLabels(roots []schema.Root) string {
	var all []string
	for _, r := range roots {
		all = append(all, r.Path.String())
	}
	return strings.Join(all, ", ")
}

// unnamed tells of declarations that name no definition. Without one only the package's constraint holds, which lets every
// field pass where it is open: catalogs and clusters.
func unnamed(f *file) diag.List {
	var list diag.List
	for _, d := range f.class.unnamed() {
		list = append(list, refused(definitionID, fmt.Sprintf("%s %s names no definition", d.root.Kind, d.name),
			fmt.Sprintf("write %s: %s: schema.%s & {…}", d.root.Path, d.name, example(d.root.Kind)), source.Place{File: f.name, Path: d.path()}))
	}
	return list
}

func (c class) unnamed() []declared {
	var all []declared
	for _, d := range c.declared {
		elsewhere := slices.ContainsFunc(c.declared, func(other declared) bool {
			return other.named && other.root.Kind == d.root.Kind && other.name == d.name
		})
		if (d.root.Kind == schema.KindCatalog || d.root.Kind == schema.KindCluster) && !d.named && !elsewhere {
			all = append(all, d)
		}
	}
	return all
}

func example(k schema.Kind) string {
	if k == schema.KindCluster {
		return "#ECSCluster"
	}
	return "#MySQL"
}

// names says whether a value may take its fields from a definition: only literals surely do not.
func names(e ast.Expr) bool {
	for _, part := range operands(e) {
		switch part := part.(type) {
		case *ast.BasicLit, *ast.ListLit:
		case *ast.StructLit:
			if slices.ContainsFunc(part.Elts, embeds) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

func embeds(d ast.Decl) bool {
	embedded, ok := d.(*ast.EmbedDecl)
	return ok && names(embedded.Expr)
}

// below tells of declarations in folders beneath those that are read: cue takes them, weir would not see them.
func (p *plan) below() diag.List {
	var list diag.List
	for _, k := range p.packages {
		top, _, nested := strings.Cut(k.folder, "/")
		roots := rootsIn(top)
		if !nested || len(roots) == 0 {
			continue
		}
		for _, f := range k.files {
			if p.module.parsed(f); f.packageName() == top {
				d := refused(folderID, "declarations in "+k.folder+" are read by nobody", "move the file to "+top, source.Place{File: f.name})
				d.Pos = f.beginning()
				list = append(list, d)
			}
		}
	}
	return list
}
