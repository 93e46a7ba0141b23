package define

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/trino"
)

// A property is one name in the releases that take it.
type property struct {
	name    string
	by      map[int]trino.Property // by version
	current map[int]string         // where it is an earlier name: the current one
}

// merge lists what a file may hold in any release, by name.
func merge(releases []*trino.Release, kind, name string) []property {
	all := map[string]property{}
	for _, r := range releases {
		f, ok := r.File(kind, name)
		if !ok {
			continue
		}
		for _, p := range f.Properties() {
			add(all, r.Version, p.Name, p, "")
		}
		for _, p := range f.Properties() {
			for i, old := range p.Legacy {
				if q, status := f.Lookup(old); status == trino.Legacy {
					if q.Name == p.Name {
						q.ClassProperty = p.Earlier(i)
					}
					add(all, r.Version, old, q, p.Name)
				}
			}
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b property) int { return cmp.Compare(a.name, b.name) })
}

func add(all map[string]property, version int, name string, p trino.Property, current string) {
	if _, ok := all[name]; !ok {
		all[name] = property{name: name, by: map[int]trino.Property{}, current: map[int]string{}}
	}
	if _, taken := all[name].by[version]; !taken {
		all[name].by[version] = p
		all[name].current[version] = current
	}
}

// versions lists the releases that take the property.
func (p property) versions() []int { return slices.Sorted(maps.Keys(p.by)) }

// latest is the property as the newest release has it.
func (p property) latest() trino.Property { return p.by[slices.Max(p.versions())] }

// expression is the CUE type: the same for all releases, or the wider one.
func (p property) expression() string {
	var all []string
	for _, v := range p.versions() {
		if e := expression(p.by[v]); !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	if slices.Contains(all, "#Reference") {
		return "#Reference"
	}
	if slices.Contains(all, text) {
		return text
	}
	return strings.Join(all, " | ")
}

// text takes any text, and a reference where the text is to stay out of sight.
const text = "#Text"

// kinds are the types that have a definition of their own in units.cue.
var kinds = map[string]string{
	"boolean": "#BooleanProperty", "double": "#NumberProperty", "BigDecimal": "#NumberProperty", "Duration": "#DurationProperty",
	"DataSize": "#DataSizeProperty", "MemorySize": "#MemorySizeProperty", "ThreadCount": "#ThreadsProperty",
	"Optional<Duration>": "#DurationProperty", "Optional<DataSize>": "#DataSizeProperty",
}

func expression(p trino.Property) string {
	switch {
	case p.Sensitive:
		return "#Reference"
	case len(p.Enum) > 0 && !strings.Contains(p.Type, "<"):
		return enum(p)
	case p.Type == "int" || p.Type == "long":
		return integer(p)
	}
	return cmp.Or(kinds[p.Type], text)
}

// integer is a number within its bounds, or a text of digits that weir checks.
func integer(p trino.Property) string {
	number := "int"
	if whole.MatchString(p.Min) {
		number += " & " + or(p.MinExclusive, ">", ">=") + p.Min
	}
	if whole.MatchString(p.Max) {
		number += " & " + or(p.MaxExclusive, "<", "<=") + p.Max
	}
	if number == "int" {
		return "#IntegerProperty"
	}
	return "(" + number + ") | #Digits"
}

var whole = regexp.MustCompile(`^-?[0-9]+$`)

func or(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}

// enum takes every spelling that the server takes: any case, - for _.
func enum(p trino.Property) string {
	names := p.Enum
	if len(p.Aliases) > 0 {
		names = slices.Collect(maps.Keys(p.Aliases))
	}
	var patterns []string
	for _, n := range names {
		n = strings.ReplaceAll(regexp.QuoteMeta(strings.ToUpper(n)), "_", "[_-]")
		if !slices.Contains(patterns, n) {
			patterns = append(patterns, n)
		}
	}
	slices.Sort(patterns)
	// A boolean that an enum has grown from may still be written bare.
	return or(slices.Contains(patterns, "TRUE"), "bool | ", "") + "=~" + strconv.Quote(`^(?i:`+strings.Join(patterns, "|")+`)$|\$\{.+:.+\}`)
}

// comment says in one line what the data knows.
func (p property) comment(releases []*trino.Release) string {
	latest := p.latest()
	parts := []string{describe(latest)}
	if current := p.current[slices.Max(p.versions())]; current != "" {
		parts = append(parts, "earlier name of "+current)
	} else {
		if latest.Default != "" && !latest.Sensitive {
			parts = append(parts, "default "+short(latest.Default))
		}
		if latest.Required && latest.Default == "" {
			parts = append(parts, "required")
		}
	}
	if r := latest.Range(); r != "" {
		parts = append(parts, r)
	}
	if when := latest.Condition.String(); when != "" {
		parts = append(parts, "with "+short(when))
	}
	if latest.Role == trino.CoordinatorOnly {
		parts = append(parts, "coordinator only")
	}
	if latest.Deprecated {
		parts = append(parts, "deprecated")
	}
	line := strings.Join(parts, ", ") + lifetime(releases, func(r *trino.Release) bool { _, ok := p.by[r.Version]; return ok })
	return strings.ToUpper(line[:1]) + line[1:] + "."
}

// describe is the type in words.
func describe(p trino.Property) string {
	switch {
	case p.Sensitive:
		return "secret"
	case len(p.Enum) > 0:
		return "one of " + strings.Join(p.Enum, ", ")
	}
	for _, w := range [][2]string{
		{"int", "whole number"}, {"long", "whole number"}, {"double", "number"}, {"BigDecimal", "number"}, {"boolean", "true or false"},
		{"String", "text"}, {"Duration", "duration"}, {"DataSize", "size"}, {"MemorySize", "size, or share of the heap"},
		{"ThreadCount", "number, or multiple of the cores such as 2C"}, {"File", "path of a file"}, {"Path", "path"}, {"HostAndPort", "host:port"},
	} {
		if p.Type == w[0] {
			return w[1]
		}
	}
	if strings.HasPrefix(p.Type, "List<") || strings.HasPrefix(p.Type, "Set<") {
		return "list, separated by commas"
	}
	return or(p.Type == "URI", "URI", "text")
}

// lifetime says which releases have something, where not all do.
func lifetime(releases []*trino.Release, has func(*trino.Release) bool) string {
	var text string
	for i, r := range releases {
		switch {
		case i == 0 || has(r) == has(releases[i-1]):
		case has(r):
			text += fmt.Sprintf(", since %d", releases[i-1].Version+1)
		default:
			text += fmt.Sprintf(", until %d", r.Version-1)
		}
	}
	return text
}

// short keeps a comment to a line.
func short(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if len(s) > 120 {
		return s[:117] + "…"
	}
	return s
}
