package trino

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A File is a kind of configuration file of one release: all that it can hold.
type File struct {
	Kind   string // "connector", "server", "event-listener", …
	Name   string // "hive"; none for the server's
	Plugin string // the distribution's folder: "delta-lake"; none for the server's own

	release  *Release
	session  span
	bindings []binding
	names    map[string][]use
}

// A Connector is the file of a catalog; a ConfigFile is config.properties.
type (
	Connector  = File
	ConfigFile = File
)

// A binding is a class that the file reads, its properties under their full names.
type binding struct {
	Binding
	class      Class
	properties []Property
}

// A use is one of the places where a file may read a name.
type use struct {
	binding  int
	property int // -1: defunct
	status   Status
	legacy   *LegacyName
}

// A Property is one key of a file.
type Property struct {
	ClassProperty
	Legacy    []string  // earlier names that are still taken
	Condition Condition // when it is read; empty: always
	Role      Role      // of config.properties: which nodes may carry it
	Class     string    // "io.trino.plugin.hive.HiveConfig"
}

// A Status says what a name is to a file.
type Status int

const (
	Unknown Status = iota
	Known
	Legacy  // an earlier name of the property
	Defunct // a name that the server refuses by name
)

// naming is the key by which each kind of file names its factory.
var naming = map[string]string{
	"connector":                 "connector.name",
	"event-listener":            "event-listener.name",
	"exchange-manager":          "exchange-manager.name",
	"access-control":            "access-control.name",
	"password-authenticator":    "password-authenticator.name",
	"header-authenticator":      "header-authenticator.name",
	"certificate-authenticator": "certificate-authenticator.name",
	"group-provider":            "group-provider.name",
	"resource-groups":           "resource-groups.configuration-manager",
	"session-property-config":   "session-property-config.configuration-manager",
	"spooling-manager":          "spooling-manager.name",
}

// NameKey is the key that names the factory in a kind of file:
// NameKey("connector") is connector.name; none for the server's own files.
func NameKey(kind string) string { return naming[kind] }

func newFile(r *Release, h fileHeader) *File {
	return &File{Kind: h.Kind, Name: h.Name, Plugin: h.Plugin, release: r, session: h.Session, names: map[string][]use{}}
}

func (f *File) bind(b Binding, c Class) {
	prefix := ""
	if b.Prefix != "" {
		prefix = b.Prefix + "."
	}
	at := binding{Binding: b, class: c, properties: make([]Property, len(c.Properties))}
	n := len(f.bindings)
	for i, p := range c.Properties {
		full := Property{ClassProperty: p, Condition: b.When, Role: b.Role, Class: b.Class}
		if d, ok := b.Defaults[p.Name]; ok {
			full.Default = d
		}
		if p.Name != "" {
			full.Name = prefix + p.Name
			f.names[full.Name] = append(f.names[full.Name], use{n, i, Known, nil})
		}
		for j, l := range p.Legacy {
			full.Legacy = append(full.Legacy, prefix+l.Name)
			f.names[prefix+l.Name] = append(f.names[prefix+l.Name], use{n, i, Legacy, &p.Legacy[j]})
		}
		at.properties[i] = full
	}
	for _, name := range c.Defunct {
		f.names[prefix+name] = append(f.names[prefix+name], use{n, -1, Defunct, nil})
	}
	f.bindings = append(f.bindings, at)
}

// Lookup answers what a name is to the file: the property, also for one of its
// earlier names. Where several classes read it, the first that reads it always, or
// else the first, with the conditions of all.
func (f *File) Lookup(name string) (Property, Status) {
	uses := f.names[name]
	if len(uses) == 0 {
		return Property{}, Unknown
	}
	best := slices.MinFunc(uses, func(a, b use) int {
		return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(len(f.bindings[a.binding].When), len(f.bindings[b.binding].When)))
	})
	if best.status == Defunct {
		return Property{ClassProperty: ClassProperty{Name: name}, Class: f.bindings[best.binding].Class}, Defunct
	}
	p := f.bindings[best.binding].properties[best.property]
	for _, u := range uses {
		p = f.widen(p, u, best.status)
	}
	return p, best.status
}

// widen adds the condition and role of one more use of a name to a property.
func (f *File) widen(p Property, u use, status Status) Property {
	b := f.bindings[u.binding]
	if u.status != status {
		return p
	}
	if len(p.Condition) > 0 && len(b.When) == 0 {
		p.Condition = nil
	}
	for _, c := range b.When {
		if len(p.Condition) > 0 && !slices.ContainsFunc(p.Condition, func(o Clause) bool { return o.String() == c.String() }) {
			p.Condition = append(slices.Clone(p.Condition), c)
		}
	}
	if b.Role == Both {
		p.Role = Both
	}
	return p
}

// Properties lists every name that the file may hold under some condition,
// sorted, without legacy and defunct ones.
func (f *File) Properties() []Property {
	var all []Property
	for _, name := range slices.Sorted(maps.Keys(f.names)) {
		if p, status := f.Lookup(name); status == Known {
			all = append(all, p)
		}
	}
	return all
}

// Defunct lists the names that the server refuses by name, sorted.
func (f *File) Defunct() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(f.names)), func(name string) bool {
		_, status := f.Lookup(name)
		return status != Defunct
	})
}

// SessionProperties lists what SET SESSION takes behind the catalog's name, sorted. None is an empty list; nil says that they
// could not be learnt: of 470's example_http, kudu and phoenix5.
func (f *File) SessionProperties() []SessionProperty {
	return f.release.readSession(f.session)
}

// Selectors lists the properties whose values decide what else is read, sorted.
func (f *File) Selectors() []string {
	found := map[string]bool{}
	for _, b := range f.bindings {
		for _, clause := range b.When {
			for _, s := range clause {
				found[s.Property] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// String names the file in a message: "connector hive", "config.properties".
func (f *File) String() string {
	switch f.Kind {
	case "server":
		return "config.properties"
	case "node":
		return "node.properties"
	}
	return strings.TrimSpace(strings.ReplaceAll(f.Kind, "-", " ") + " " + f.Name)
}
