package check

import (
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/trino"
)

// verdicts is what Trino says of files. Thousands of catalogs differ in names alone, so that a shape of file that was found
// sound is not asked about again.
type verdicts map[*trino.File]*verdict

// verdict is what is known of one kind of file.
type verdict struct {
	file      *trino.File
	names     map[string]trait
	selectors []string
	sound     map[string]bool // by shape
}

// trait is what is known of one name in a kind of file.
type trait struct {
	known           bool
	sensitive       bool
	coordinatorOnly bool
	namesFile       bool // one that must be there when Trino starts
	free            bool // any text is taken, and nothing else hangs on it
}

func (v verdicts) of(f *trino.File) *verdict {
	one := v[f]
	if one == nil {
		one = &verdict{file: f, names: map[string]trait{}, selectors: f.Selectors(), sound: map[string]bool{}}
		v[f] = one
	}
	return one
}

// trait looks a name up once.
func (v *verdict) trait(name string) trait {
	t, known := v.names[name]
	if !known {
		p, status := v.file.Lookup(name)
		t = trait{
			known:           status == trino.Known || status == trino.Legacy,
			sensitive:       p.Sensitive,
			coordinatorOnly: p.Role == trino.CoordinatorOnly,
			namesFile:       status == trino.Known && p.Type != "Path" && slices.Contains(p.Rules, "FileExists"), // a Path is a folder
			free:            status == trino.Known && takesAnyText(p) && !slices.Contains(v.selectors, name),
		}
		v.names[name] = t
	}
	return t
}

// takesAnyText says whether a property takes any text, but for how an outline shows that it begins.
func takesAnyText(p trino.Property) bool {
	return p.Type == "String" && len(p.Enum)+len(p.Rules) == 0 && (p.Pattern == "" || strings.HasPrefix(p.Pattern, "^jdbc:"))
}

// problems is what Trino says of the lines of a file.
func (v *verdict) problems(lines []model.Line) []trino.Problem {
	shape := v.shape(lines)
	if v.sound[shape] {
		return nil
	}
	properties := make(map[string]string, len(lines))
	for _, line := range lines {
		properties[line.Key] = line.Value
	}
	problems := v.file.Check(properties)
	if len(problems) == 0 {
		v.sound[shape] = true
	}
	return problems
}

// shape is the lines without what Trino does not look at when it reads them.
func (v *verdict) shape(lines []model.Line) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.Key)
		b.WriteByte('=')
		switch {
		case trino.HoldsSecret(line.Value):
			b.WriteByte('$')
		case v.trait(line.Key).free && strings.TrimSpace(line.Value) != "":
			writeOutline(&b, line.Value)
		default:
			b.WriteString(line.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// writeOutline writes a text that is free but for how it begins and what follows a host, which connectors look at in URLs
// and paths: "jdbc:mysql://*/shop" for "jdbc:mysql://db.example.internal:3306/shop".
func writeOutline(b *strings.Builder, text string) {
	scheme, rest, isURL := strings.Cut(text, "://")
	if !isURL {
		b.WriteByte('*')
		if strings.HasSuffix(text, "/") {
			b.WriteByte('/')
		}
		return
	}
	b.WriteString(scheme)
	b.WriteString("://*")
	if end := strings.IndexAny(rest, "/?"); end >= 0 && strings.HasPrefix(scheme, "jdbc:") {
		b.WriteString(rest[end:])
	}
	if strings.HasSuffix(text, "/") {
		b.WriteByte('/')
	}
}
