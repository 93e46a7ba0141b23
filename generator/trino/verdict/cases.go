package verdict

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/trino"
)

// Cases are the questions for a release: each base as it is, rich in two ways,
// and with one thing changed. Same data, same cases; which properties are taken
// is a matter of their names' hashes, so that new data changes few cases.
func Cases(release *trino.Release) []Case {
	var all []Case
	for _, base := range bases() {
		if f, ok := release.Connector(base.Connector); ok {
			b := builder{release: release, file: f, base: base, width: 1}
			if len(f.Properties()) > 90 && base.Variant != "hadoop" {
				b.width = 2
			}
			all = append(all, b.cases()...)
		}
	}
	return slices.DeleteFunc(all, func(c Case) bool { return slow(c) })
}

// Of are the cases for a version.
func Of(version int) ([]Case, error) {
	release, ok := trino.For(version)
	if !ok {
		return nil, fmt.Errorf("no data of Trino %d", version)
	}
	return Cases(release), nil
}

type builder struct {
	release *trino.Release
	file    *trino.Connector
	base    Base
	width   int // how many of each kind
	all     []Case
}

func (b *builder) cases() []Case {
	b.add("minimal", nil)
	readable := b.readable()
	b.rich(readable)
	b.names(readable)
	b.values(readable)
	b.missing()
	b.extras()
	slices.SortStableFunc(b.all, func(x, y Case) int { return strings.Compare(x.String(), y.String()) })
	seen := map[string]bool{}
	return slices.DeleteFunc(b.all, func(c Case) bool {
		again := seen[c.change()]
		seen[c.change()] = true
		return again
	})
}

// add makes a case; a value of "-" takes the property away.
func (b *builder) add(kind string, change map[string]string) {
	for name, v := range change {
		if old, ok := b.base.Properties[name]; ok && old == v {
			delete(change, name)
		}
	}
	if len(change) > 0 || kind == "minimal" {
		b.all = append(b.all, Case{Base: b.base, Kind: kind, Change: change})
	}
}

// readable are the properties that the base lets the server read.
func (b *builder) readable() []trino.Property {
	return slices.DeleteFunc(b.file.Properties(), func(p trino.Property) bool { return !b.met(p.Condition) })
}

// met says whether the base meets a condition.
func (b *builder) met(when trino.Condition) bool {
	return len(when) == 0 || slices.ContainsFunc(when, func(clause trino.Clause) bool {
		return !slices.ContainsFunc(clause, func(s trino.Selector) bool { return !b.stands(s) })
	})
}

func (b *builder) stands(s trino.Selector) bool {
	v, ok := b.base.Properties[s.Property]
	if !ok {
		v = s.Default
	}
	if len(s.Values) == 0 {
		return v != ""
	}
	return slices.ContainsFunc(s.Values, func(want string) bool {
		scheme, open := strings.CutSuffix(want, "*")
		return strings.EqualFold(v, want) || open && strings.HasPrefix(v, scheme)
	})
}

// pick takes up to n, always the same ones for the base and the kind.
func pick[T any](b *builder, kind string, n int, from []T, name func(T) string) []T {
	from = slices.Clone(from)
	order := func(t T) uint64 { return hash(b.base.Name(), kind, name(t)) }
	slices.SortStableFunc(from, func(x, y T) int {
		if order(x) < order(y) {
			return -1
		}
		return 1
	})
	return from[:min(n, len(from))]
}

func hash(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p + "\x00"))
	}
	// The last bytes of similar texts hardly move the upper bits.
	n := h.Sum64()
	n ^= n >> 33
	n *= 0xff51afd7ed558ccd
	n ^= n >> 33
	return n
}

func nameOf(p trino.Property) string { return p.Name }

func itself(s string) string { return s }

// rich writes many properties at once: at their defaults, and at other values.
func (b *builder) rich(readable []trino.Property) {
	defaults, varied := map[string]string{}, map[string]string{}
	defaulted := slices.DeleteFunc(slices.Clone(readable), func(p trino.Property) bool {
		return b.isSet(p.Name) || p.Deprecated || p.Default == "" || p.Default == "computed" || !plain(p.Type)
	})
	for _, p := range pick(b, "defaults", 20, defaulted, nameOf) {
		defaults[p.Name] = p.Default
	}
	selectors := b.file.Selectors()
	candidates := slices.DeleteFunc(slices.Clone(readable), func(p trino.Property) bool {
		return b.isSet(p.Name) || p.Deprecated || slices.Contains(selectors, p.Name) || !plain(p.Type) && len(p.Enum) == 0
	})
	for _, p := range pick(b, "varied", 10, candidates, nameOf) {
		varied[p.Name] = good(p)
	}
	if len(defaults) > 0 {
		b.add("defaults", defaults)
	}
	if len(varied) > 0 {
		b.add("varied", varied)
	}
}

func (b *builder) isSet(name string) bool { _, ok := b.base.Properties[name]; return ok }

// names are the cases about which properties there are.
func (b *builder) names(readable []trino.Property) {
	for _, p := range pick(b, "misspelt", b.width, readable, nameOf) {
		b.add("misspelt", map[string]string{b.misspell(p.Name): good(p)})
	}
	b.add("other's", map[string]string{b.foreign(): "1"})
	unread := slices.DeleteFunc(b.file.Properties(), func(p trino.Property) bool { return b.met(p.Condition) })
	for _, p := range pick(b, "condition", b.width+1, unread, nameOf) {
		b.add("condition", map[string]string{p.Name: good(p)})
	}
	for _, name := range pick(b, "defunct", b.width, b.file.Defunct(), itself) {
		b.add("defunct", map[string]string{name: "true"})
	}
	renamed := slices.DeleteFunc(slices.Clone(readable), func(p trino.Property) bool { return len(p.Legacy) == 0 || b.isSet(p.Name) })
	for _, p := range pick(b, "legacy", b.width, renamed, nameOf) {
		old := pick(b, "legacy", 1, p.Legacy, itself)[0]
		b.add("legacy", map[string]string{old: good(p)})
		b.add("both", map[string]string{old: good(p), p.Name: good(p)})
	}
}

// misspell changes one letter or mark of a name.
func (b *builder) misspell(name string) string {
	h := hash(b.base.Name(), name)
	i := 1 + int(h/8%uint64(len(name)-2))
	switch h % 6 {
	case 0:
		return name[:i] + name[i+1:]
	case 1:
		return name[:i] + name[i+1:i+2] + name[i:i+1] + name[i+2:]
	case 2:
		return name + "s"
	case 3:
		return strings.Replace(name, "-", "_", 1) + "x"
	case 4:
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return b.base.Connector + "." + name
}

// foreign is a name that only another connector has.
func (b *builder) foreign() string {
	var names []string
	for _, other := range b.release.Connectors() {
		f, _ := b.release.Connector(other)
		for _, p := range f.Properties() {
			if _, status := b.file.Lookup(p.Name); status == trino.Unknown {
				names = append(names, p.Name)
			}
		}
	}
	slices.Sort(names)
	return pick(b, "other's", 1, slices.Compact(names), itself)[0]
}

// missing takes away what the base has, but for regions.
func (b *builder) missing() {
	for _, name := range slices.Sorted(maps.Keys(b.base.Properties)) {
		if !strings.HasSuffix(name, "region") {
			b.add("missing", map[string]string{name: "-"})
		}
	}
}

// values are the cases about one property's value.
func (b *builder) values(readable []trino.Property) {
	byType := map[string][]trino.Property{}
	for _, p := range readable {
		byType[typeOf(p)] = append(byType[typeOf(p)], p)
	}
	types := slices.Sorted(maps.Keys(byType))
	for kind, texts := range map[string]func(trino.Property) []string{"form": forms, "type": wrong, "env": stub} {
		able := slices.DeleteFunc(slices.Clone(types), func(typ string) bool {
			return !slices.ContainsFunc(byType[typ], func(p trino.Property) bool { return len(texts(p)) > 0 })
		})
		for _, typ := range pick(b, kind, b.width+1, able, itself) {
			some := slices.DeleteFunc(slices.Clone(byType[typ]), func(p trino.Property) bool { return len(texts(p)) == 0 })
			p := pick(b, kind, 1, some, nameOf)[0]
			b.add(kind, map[string]string{p.Name: pick(b, kind+p.Name, 1, texts(p), itself)[0]})
		}
	}
	for _, p := range pick(b, "enum", b.width, byType["enum"], nameOf) {
		b.add("enum", map[string]string{p.Name: "WEIR"})
	}
	bounded := slices.DeleteFunc(slices.Clone(readable), func(p trino.Property) bool { return p.Min == "" && p.Max == "" })
	for _, p := range pick(b, "range", b.width, bounded, nameOf) {
		for _, v := range outside(p) {
			b.add("range", map[string]string{p.Name: v})
		}
	}
	files := slices.DeleteFunc(slices.Clone(readable), func(p trino.Property) bool { return !ofFile(p) })
	texts := slices.DeleteFunc(slices.Clone(byType["String"]), ofFile)
	if b.base.Connector == "mysql" {
		for _, v := range []string{"${ENV:WEIR_NOTHING}", "${VAULT:weir}"} {
			b.add("env", map[string]string{"metadata.cache-ttl": v})
		}
	}
	if b.base.Connector == "mysql" || b.base.Variant == "rules" { // the same of all others
		for _, p := range pick(b, "file", 1, files, nameOf) {
			b.add("file", map[string]string{p.Name: Files + "/absent"})
		}
	}
	for _, v := range pick(b, "odd", b.width+1, odd, itself) {
		for _, p := range pick(b, "odd"+v, 1, texts, nameOf) {
			b.add("odd", map[string]string{p.Name: v})
		}
	}
}

// slow are the cases that the server takes 15 s and more for: it asks the machine's
// cloud for a region that is not written down.
func slow(c Case) bool {
	all := c.Properties()
	return all["s3.region"] == "" && all["fs.native-s3.enabled"] != "" && !strings.EqualFold(all["fs.native-s3.enabled"], "false")
}

// ofFile says whether a property names a file that must be there.
func ofFile(p trino.Property) bool {
	return slices.Contains(p.Rules, "FileExists") || strings.HasSuffix(p.Name, "-path")
}

// number reads a whole number, 0 when it is none.
func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}
