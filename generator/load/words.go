package load

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"weir.local/generator/nearest"
)

// last is the name of what is wrong: host, "metadata.cache-ttl", only[0].
func last(m mistake) string {
	p := m.path
	if len(m.place.Path) == len(p) {
		p = m.place.Path
	}
	if len(p) == 0 {
		return "the file"
	}
	from := len(p) - 1
	for from > 0 && strings.HasPrefix(p[from], "[") {
		from--
	}
	return p[from:].String()
}

func (d *diagnosis) unknownField(m mistake, value cue.Value) (string, string) {
	name := m.path[len(m.path)-1]
	have := fieldsAt(value, m.path[:len(m.path)-1])
	message := fmt.Sprintf("unknown field %s", last(m))
	if near := didYouMean(name, have, 1); near != "" {
		return message, near
	}
	slices.Sort(have)
	if len(have) > 0 && len(have) <= 12 {
		return message, "it can have " + strings.Join(have, ", ")
	}
	return message, "remove it; the definition's comments list its fields"
}

// meant is the required field, not there yet, whose name is nearest to an unknown one; empty when none is near.
func meant(value cue.Value, path []string) string {
	fields, err := lookup(value, path[:len(path)-1]).Fields(cue.Optional(true))
	if err != nil {
		return ""
	}
	var lacking []string
	for fields.Next() {
		if s := fields.Selector(); s.ConstraintType() == cue.RequiredConstraint {
			lacking = append(lacking, s.Unquoted())
		}
	}
	if near := nearest.Names(path[len(path)-1], lacking, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// fieldsAt are the names that a struct can have, also those that nobody set.
func fieldsAt(value cue.Value, path []string) []string {
	fields, err := lookup(value, path).Fields(cue.Optional(true))
	if err != nil {
		return nil
	}
	var names []string
	for fields.Next() {
		if s := fields.Selector(); s.LabelType() == cue.StringLabel {
			names = append(names, s.Unquoted())
		}
	}
	return names
}

// lookup is the value at an error's path, in which items of lists are plain numbers.
func lookup(value cue.Value, path []string) cue.Value {
	for _, label := range path {
		inner := value.LookupPath(cue.MakePath(cue.Str(label)))
		if i, err := strconv.Atoi(label); err == nil && !inner.Exists() {
			inner = value.LookupPath(cue.MakePath(cue.Index(i)))
		}
		value = inner
	}
	return value
}

func didYouMean(name string, have []string, max int) string {
	near := nearest.Names(name, have, max)
	if len(near) == 0 {
		return ""
	}
	for i, n := range near {
		near[i] = strconv.Quote(n)
	}
	return "did you mean " + strings.Join(near, ", ") + "?"
}

func (d *diagnosis) unknownProperty(m mistake) (string, string) {
	if len(m.path) == 0 {
		return bare(m.errs[0]), ""
	}
	name := m.path[len(m.path)-1]
	message := fmt.Sprintf("unknown property %q", name)
	if near := didYouMean(name, d.indexed(m.errs[0]), 3); near != "" {
		return message, near
	}
	if owners := d.owners(name); len(owners) > 0 {
		return message, "it is a property of " + someOf(owners) + ": write it there, or remove it"
	}
	harvest := "a version of Trino that weir does not carry may have it: run weir trino harvest on its distribution"
	if m.path[0] != "catalogs" {
		return message, harvest
	}
	return message, harvest + ", or write schema.#Catalog, whose properties are open"
}

// owners are the files and connectors that have a property, in the words of their definitions' comments: "config.properties",
// "the exchange manager filesystem".
func (d *diagnosis) owners(property string) []string {
	var owners []string
	for _, f := range d.imported() {
		for _, h := range fieldsOf(f.Decls) {
			if slices.ContainsFunc(inside(h.value()), func(inner held) bool { return labelOf(inner.field) == property }) {
				owners = append(owners, ownerIn(h.field)...)
			}
		}
	}
	return owners
}

var ownerWords = regexp.MustCompile(`: the properties of ([^,\n]+?)(?:, since \d+|, until \d+)*\.\n`)

// ownerIn is what the comment of a definition says that it holds the properties of; none where it says nothing of the kind.
func ownerIn(definition *ast.Field) []string {
	for _, group := range ast.Comments(definition) {
		if said := ownerWords.FindStringSubmatch(group.Text()); said != nil {
			return said[1:]
		}
	}
	return nil
}

// someOf lists a few of many names.
func someOf(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " or others"
	}
	return strings.Join(names, " or ")
}

// indexed are the names of the definition that an index in the schema looks names up in: #MySQLProperty[N].
func (d *diagnosis) indexed(e errors.Error) []string {
	var definition string
	files := d.imported()
	for _, f := range files {
		if f.Filename != e.Position().Filename() {
			continue
		}
		at := e.Position().Offset()
		ast.Walk(f, func(n ast.Node) bool {
			if index, ok := n.(*ast.IndexExpr); ok && index.Pos().Offset() <= at && at <= index.End().Offset() {
				if ident, ok := index.X.(*ast.Ident); ok {
					definition = ident.Name
				}
			}
			return true
		}, nil)
	}
	var names []string
	for _, f := range files {
		for _, h := range descend(f, []string{definition}).fields {
			for _, inner := range inside(h.value()) {
				names = append(names, labelOf(inner.field))
			}
		}
	}
	return names
}

// imported are the files of every package that this worker loaded.
func (d *diagnosis) imported() []*ast.File {
	var files []*ast.File
	for _, inst := range d.imports.all() {
		if inst != nil {
			files = append(files, inst.Files...)
		}
	}
	return files
}

func (d *diagnosis) unknownName(m mistake) (string, string) {
	_, args := m.errs[0].Msg()
	name := strings.TrimPrefix(bare(m.errs[0]), "undefined field: ")
	if len(args) == 1 {
		name = fmt.Sprint(args[0])
	}
	return name + " does not exist", didYouMean(name, d.namesBeside(m.pos), 1)
}

func (d *diagnosis) unknownImport(m mistake) (string, string) {
	return fmt.Sprintf("import %q is not found", m.name), didYouMean(m.name, d.importable(), 1)
}

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

func (d *diagnosis) unbound(m mistake) (string, string) {
	name := strings.Trim(quoted.FindString(m.errs[0].Error()), `"`)
	if name == "schema" {
		return "schema is not imported", `write import "weir.local/schema" under the package clause`
	}
	return name + " is not defined", fmt.Sprintf("write %q in quotes if it is text", name)
}

func (d *diagnosis) missing(m mistake) (string, string) {
	return last(m) + " is missing", d.documentation(m)
}

func (d *diagnosis) unused(m mistake) (string, string) {
	return "import " + quoted.FindString(m.errs[0].Error()) + " is not used", "remove it"
}

func (d *diagnosis) incomplete(m mistake) (string, string) {
	what := strings.TrimPrefix(bare(m.errs[0]), "incomplete value ")
	return fmt.Sprintf("%s is not a value yet: %s", last(m), what), "write one value"
}

// documentation is what the schema's comment says of a missing or wrong field.
func (d *diagnosis) documentation(m mistake) string {
	var rules []token.Pos
	for _, e := range m.errs {
		for _, p := range errors.Positions(e) {
			if !d.ours(d.at(p)) {
				rules = append(rules, p)
			}
		}
	}
	name := m.path[len(m.path)-1]
	for _, p := range rules {
		if text := commentAt(d.imported(), p, name); text != "" {
			return text
		}
	}
	for _, p := range rules {
		if text := commentOf(d.imported(), p.Filename(), name); text != "" {
			return text
		}
	}
	if m.kind == missing {
		return "add " + name
	}
	return ""
}

// commentAt is the comment of the field or definition that holds a rule: of the field by that name, or of what it refers to.
func commentAt(files []*ast.File, rule token.Pos, name string) string {
	text := ""
	eachField(files, rule.Filename(), func(f *ast.Field) {
		if f.Pos().Offset() > rule.Offset() || rule.Offset() > f.End().Offset() {
			return
		}
		text = ""
		if label := labelOf(f); label == name || strings.HasPrefix(label, "#") && !holdsFields(f.Value) {
			text = comment(f)
		}
	})
	return text
}

// commentOf is the first comment of a field of that name in a schema file: a definition that only requires a field leaves
// the words to the definition that types it.
func commentOf(files []*ast.File, file, name string) string {
	text := ""
	eachField(files, file, func(f *ast.Field) {
		if text == "" && labelOf(f) == name {
			text = comment(f)
		}
	})
	return text
}

func eachField(files []*ast.File, name string, visit func(*ast.Field)) {
	for _, f := range files {
		if f.Filename != name {
			continue
		}
		ast.Walk(f, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok {
				visit(field)
			}
			return true
		}, nil)
	}
}

func comment(f *ast.Field) string {
	for _, group := range ast.Comments(f) {
		if group.Doc {
			return strings.Join(strings.Fields(strings.SplitN(group.Text(), "\n\n", 2)[0]), " ")
		}
	}
	return ""
}

func unquote(s string) string {
	if t, err := literal.Unquote(s); err == nil {
		return t
	}
	return s
}
