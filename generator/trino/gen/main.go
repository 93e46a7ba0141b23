// Gen writes the CUE definitions of every file that the harvested releases of
// Trino read: schema/connectors_gen.cue and schema/server_gen.cue. It is run by
// `go generate ./...`.
package main

import (
	"bytes"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"cuelang.org/go/cue/format"
	"weir.local/generator/trino"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(schema string) error {
	var releases []*trino.Release
	for _, v := range trino.Versions() {
		r, _ := trino.For(v)
		releases = append(releases, r)
	}
	for name, kinds := range map[string][]string{"connectors_gen.cue": {"connector"}, "server_gen.cue": others} {
		text, err := format.Source(definitions(releases, kinds))
		if err != nil {
			return fmt.Errorf("formatting %s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(schema, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// others are the kinds of file beside the catalogs.
var others = []string{
	"server", "access-control", "event-listener", "exchange-manager", "group-provider", "password-authenticator",
	"resource-groups", "session-property-config", "spooling-manager",
}

// definitions writes all files of some kinds, the union over the releases.
func definitions(releases []*trino.Release, kinds []string) []byte {
	var out bytes.Buffer
	out.WriteString("// Code generated from the harvested releases of Trino by generator/trino/gen; DO NOT EDIT.\n\npackage schema\n")
	for _, kind := range kinds {
		for _, name := range union(releases, kind) {
			write(&out, releases, kind, name)
		}
	}
	return out.Bytes()
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

func write(out *bytes.Buffer, releases []*trino.Release, kind, name string) {
	properties := merge(releases, kind, name)
	id := title(kind, name)
	fmt.Fprintf(out, "\n// %sProperty: %s%s.\n", id, purpose(kind, name), lifetime(releases, func(r *trino.Release) bool {
		_, ok := r.File(kind, name)
		return ok
	}))
	fmt.Fprintf(out, "#%sProperty: {\n", id)
	for _, p := range properties {
		fmt.Fprintf(out, "\t// %s\n\t%q: %s\n", p.comment(releases), p.name, p.expression())
	}
	fmt.Fprintf(out, "} @go(-)\n\n// %sProperties are any of them; the second line is for editors: names to complete, never evaluated.\n", id)
	fmt.Fprintf(out, "#%sProperties: {\n\t[N=string]: #%sProperty[N]\n\tif false {#%sProperty}\n} @go(-)\n", id, id, id)
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
