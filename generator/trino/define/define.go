// Package define writes the CUE definitions of the files that releases of Trino read: of a catalog of each connector, of
// config.properties, and of the others that name a plugin's factory. A definition is the union over the releases.
//
//	files, err := define.Files(trino.Releases{}.All())          // connectors_gen.cue and server_gen.cue
//	added, err := define.More(trino.Releases{}.All(), harvested) // what one more release adds to them
package define

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"cuelang.org/go/cue/format"

	"weir.local/generator/trino"
)

// Files are the definitions of all files that the releases read, by the name of the CUE file: those of catalogs, and those of
// the other files.
func Files(releases []*trino.Release) (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, kinds := range map[string][]string{"connectors_gen.cue": {"connector"}, "server_gen.cue": others()} {
		var out bytes.Buffer
		out.WriteString("// Code generated from the harvested releases of Trino by generator/trino/gen; DO NOT EDIT.\n\npackage schema\n")
		for _, kind := range kinds {
			for _, name := range union(releases, kind) {
				write(&out, releases, kind, name, merge(releases, kind, name))
			}
		}
		text, err := format.Source(out.Bytes())
		if err != nil {
			return nil, fmt.Errorf("formatting %s: %w", name, err)
		}
		files[name] = text
	}
	return files, nil
}

// others are the kinds of file beside the catalogs.
func others() []string {
	return []string{
		"server", "access-control", "catalog-store", "event-listener", "exchange-manager", "group-provider", "password-authenticator",
		"resource-groups", "session-property-config", "spooling-manager",
	}
}

// union lists the names that a kind has in any release.
func union(releases []*trino.Release, kind string) []string {
	names := map[string]bool{}
	for _, r := range releases {
		for _, n := range r.Names(kind) {
			names[n] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// write writes the definition of a file with some of its properties.
func write(out *bytes.Buffer, releases []*trino.Release, kind, name string, properties []property) {
	id := title(kind, name)
	fmt.Fprintf(out, "\n// %sProperty: %s%s.\n", id, purpose(kind, name), lifetime(releases, func(r *trino.Release) bool {
		_, ok := r.File(kind, name)
		return ok
	}))
	writeProperties(out, releases, kind, id, properties)
	fmt.Fprintf(out, "\n// %sProperties are any of them; the second line is for editors: names to complete, never evaluated.\n", id)
	fmt.Fprintf(out, "#%sProperties: {\n\t[N=string]: #%sProperty[N]\n\tif false {#%sProperty}\n} @go(-)\n", id, id, id)
}

func writeProperties(out *bytes.Buffer, releases []*trino.Release, kind, id string, properties []property) {
	fmt.Fprintf(out, "#%sProperty: {\n", id)
	for _, p := range properties {
		fmt.Fprintf(out, "\t// %s\n", p.comment(releases))
		if more := sentence(kind, p.name); more != "" {
			fmt.Fprintf(out, "\t// %s.\n", more)
		}
		fmt.Fprintf(out, "\t%q: %s\n", p.name, p.expression())
	}
	out.WriteString("} @go(-)\n")
}

func purpose(kind, name string) string {
	switch kind {
	case "connector":
		return "the properties of a catalog of the connector " + name
	case "server":
		return "the properties of config.properties"
	}
	return fmt.Sprintf("the properties of the %s %s", words(kind), name)
}
