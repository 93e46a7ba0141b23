package trino

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"weir.local/generator/nearest"
)

// A Kind says what is wrong with a property.
type Kind string

const (
	UnknownProperty Kind = "unknown"   // no class of this file has it
	OutOfCondition  Kind = "condition" // only read when a selector has another value
	WrongType       Kind = "type"
	OutOfRange      Kind = "range"
	BadEnum         Kind = "enum"
	BadValue        Kind = "value" // of the right type, and refused
	Missing         Kind = "missing"
	DefunctProperty Kind = "defunct"
	LegacyProperty  Kind = "legacy" // taken with a warning
	BothNames       Kind = "both"   // a legacy and the current name together
)

// A Problem is one thing that the server would say of a file.
type Problem struct {
	Property string // "s3.region"
	Kind     Kind
	Message  string   // "is read only with fs.native-s3.enabled=true"; follows the property's name
	Remedy   string   // "set fs.native-s3.enabled=true"
	Nearest  []string // the names it was probably meant to be
}

// Refused says whether the server stops, or only warns.
func (p Problem) Refused() bool { return p.Kind != LegacyProperty }

// Check says what the server would say of a file with these properties, sorted by
// property. The key that names the factory (connector.name) may be among them. A
// value that holds ${ENV:…} or another secret provider is not looked at.
func (f *File) Check(properties map[string]string) []Problem {
	if f.Kind == "connector" && len(f.bindings) == 0 { // blackhole takes anything and reads nothing
		return nil
	}
	c := f.check(properties)
	for _, b := range f.bindings {
		if c.holds(b.When) {
			c.binding(b)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.properties)) {
		if !c.used[name] {
			c.unused(name)
		}
	}
	c.make()
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return strings.Compare(a.Property, b.Property) })
	return c.problems
}

// check is a run over these properties, as the server reads them from a file.
func (f *File) check(properties map[string]string) *check {
	c := &check{file: f, properties: maps.Clone(properties), used: map[string]bool{}, said: map[string]bool{}, stands: map[string]standing{}}
	delete(c.properties, naming[f.Kind])
	for name, v := range c.properties {
		c.properties[name] = strings.TrimFunc(v, func(r rune) bool { return r <= ' ' })
	}
	return c
}

// Readable lists the names that a file with these properties may hold, sorted:
// those of the classes whose conditions they meet.
func (f *File) Readable(properties map[string]string) []string {
	return f.check(properties).readable()
}

// check is one run of Check.
type check struct {
	file       *File
	properties map[string]string
	used       map[string]bool
	said       map[string]bool // a property is complained of once for each kind
	problems   []Problem
	stands     map[string]standing // of the selectors
}

// A standing is the value of a selector, if it is known.
type standing struct {
	value string
	known bool
}

func (c *check) say(p Problem) {
	key := p.Property + " " + string(p.Kind)
	if !c.said[key] {
		c.said[key] = true
		c.problems = append(c.problems, p)
	}
}

// holds says whether a condition is met by the properties.
func (c *check) holds(when Condition) bool { return when.holds(c.selector) }

// selector answers where a selector stands: as it is set, also by an earlier
// name, or at its default. It is not known when a secret decides.
func (c *check) selector(s Selector) (string, bool) {
	at, ok := c.stands[s.Property]
	if !ok {
		at.value, at.known = c.stand(s)
		c.stands[s.Property] = at
	}
	return at.value, at.known
}

func (c *check) stand(s Selector) (string, bool) {
	v, set := c.properties[s.Property]
	p, status := c.file.Lookup(s.Property)
	for _, old := range p.Legacy {
		if !set && status == Known {
			v, set = c.properties[old]
		}
	}
	if !set {
		return s.Default, true
	}
	if HoldsSecret(v) {
		return "", false
	}
	if len(p.Enum) == 0 {
		return v, true
	}
	constant, ok := p.MatchEnum(v)
	return constant, ok // a bad name is said once, not again for all that hangs on it
}

// HoldsSecret says whether a value is, or holds, a reference such as ${ENV:X}
// that only the running server can follow.
func HoldsSecret(value string) bool { return secret.MatchString(value) }

// secret is a reference as the server finds them; anything else is text.
var secret = regexp.MustCompile(`\$\{[a-zA-Z][a-zA-Z0-9_-]*:[^}]+\}`)

// binding does what the server does with one class: sets what is given, and
// only when nothing was wrong looks for what is missing or out of bounds.
func (c *check) binding(b binding) {
	before := len(c.problems)
	values := map[string]string{}
	for i := range b.properties {
		c.set(&b.properties[i], values)
	}
	for _, name := range b.class.Defunct {
		if full := join(b.Prefix, name); c.has(full) {
			c.used[full] = true
			c.say(Problem{Property: full, Kind: DefunctProperty, Message: "no longer exists in " + c.release(), Remedy: "remove it"})
		}
	}
	if slices.ContainsFunc(c.problems[before:], Problem.Refused) {
		return
	}
	certain := c.certain(b.When)
	for i := range b.properties {
		c.bounds(&b.properties[i], values, certain)
	}
	for _, rule := range b.class.Assertions {
		if certain {
			c.assert(b, rule)
		}
	}
}

// certain says whether a condition is met by what is known: what is missing is
// said only then.
func (c *check) certain(when Condition) bool {
	return when.holds(func(s Selector) (string, bool) {
		v, known := c.selector(s)
		if !known {
			return " ", true // no value of any selector
		}
		return v, true
	})
}

func (c *check) has(name string) bool {
	_, ok := c.properties[name]
	return ok
}

func (c *check) release() string { return fmt.Sprintf("Trino %d", c.file.release.Version) }

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

// set reads a property by any of its names, as the server does: the current one
// and a legacy one together are refused.
func (c *check) set(p *Property, values map[string]string) {
	by, typed := "", p.ClassProperty
	if p.Name != "" && c.has(p.Name) {
		by = p.Name
	}
	for i, old := range p.Legacy {
		switch {
		case !c.has(old):
		case by != "":
			c.used[old] = true
			c.say(Problem{Property: old, Kind: BothNames, Message: "is another name of " + by + ", which is set too", Remedy: "keep " + p.Name})
		default:
			by = old
			typed = p.Earlier(i)
			if p.Name != "" {
				c.say(Problem{Property: old, Kind: LegacyProperty, Message: "is now " + p.Name, Remedy: "write " + p.Name, Nearest: []string{p.Name}})
			}
		}
	}
	if by == "" {
		return
	}
	c.used[by] = true
	values[p.Name] = by
	if v := c.properties[by]; !HoldsSecret(v) {
		if kind, message, remedy := typed.judge(v); message != "" {
			c.say(Problem{Property: by, Kind: kind, Message: c.quote(p, message), Remedy: remedy, Nearest: typed.near(kind, v)})
		}
	}
}

// Earlier is the property as one of its earlier names declares it, Legacy[i]: true or false, where the current one is an enumeration.
func (p *Property) Earlier(i int) ClassProperty {
	typed, old := p.ClassProperty, p.ClassProperty.Legacy[i]
	if old.Type != "" {
		typed.Type, typed.Enum, typed.Aliases = old.Type, old.Enum, nil
	}
	return typed
}

// quote leaves the value out of a message about a secret.
func (c *check) quote(p *Property, message string) string {
	if p.Sensitive {
		return "has a value of the wrong form"
	}
	return message
}

func (p ClassProperty) near(kind Kind, value string) []string {
	if kind != BadEnum {
		return nil
	}
	return nearest.Names(strings.ReplaceAll(value, "-", "_"), p.Enum, 1)
}

// bounds does what bean validation does: required, then each bound.
func (c *check) bounds(p *Property, values map[string]string, certain bool) {
	by, set := values[p.Name]
	if !set {
		if certain && p.Required && p.Default == "" && p.Name != "" && !c.elsewhere(p) {
			c.say(Problem{Property: p.Name, Kind: Missing, Message: "is required by " + c.file.String(), Remedy: "set " + p.Name})
		}
		return
	}
	v := c.properties[by]
	if HoldsSecret(v) {
		return
	}
	if kind, message, remedy := p.outside(v); message != "" {
		c.say(Problem{Property: by, Kind: kind, Message: c.quote(p, message), Remedy: remedy})
	}
}

// elsewhere says whether a property that one class misses was read by a
// subclass: both then see the same text.
func (c *check) elsewhere(p *Property) bool { return c.has(p.Name) }

// unused says why nothing read a name.
func (c *check) unused(name string) {
	uses := c.file.names[name]
	if len(uses) == 0 {
		c.say(Problem{
			Property: name, Kind: UnknownProperty, Message: "is not a property of " + c.file.String() + " in " + c.release(),
			Remedy: "remove it", Nearest: nearest.Names(name, c.readable(), 3),
		})
		return
	}
	var when Condition
	for _, u := range uses {
		when = append(when, c.file.bindings[u.binding].When...)
	}
	c.say(Problem{Property: name, Kind: OutOfCondition, Message: "is read only with " + when.String(), Remedy: "set " + when[:1].String() + ", or remove " + name})
}

// readable lists the names that would be read.
func (c *check) readable() []string {
	var names []string
	for _, b := range c.file.bindings {
		if c.holds(b.When) {
			for _, p := range b.properties {
				if p.Name != "" {
					names = append(names, p.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
