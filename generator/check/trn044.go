package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/jvm"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func collectorIsG1() Rule {
	return Rule{
		ID: "TRN044", Level: diag.Warning,
		Title:  "a garbage collector that Trino is not run with",
		Why:    "Trino starts with any; its documentation, its image and its developers' tests have G1 alone, and its memory limits are made for how G1 uses the heap.",
		Source: "Trino documentation, Deploying Trino: JVM config; measured on Trino 476: it starts with ParallelGC and says nothing",
		Bad:    `clusters: plain: workers: jvm: ["-XX:-UseG1GC", "-XX:+UseParallelGC"] // here`,
		Good:   `clusters: plain: workers: jvm: ["-XX:MaxGCPauseMillis=200"]`,
		Model:  onRoles(collectorsAreG1),
	}
}

func collectorsAreG1(c *model.Cluster, r *model.Role) diag.List {
	flags := flagsOf(c, r)
	if !slices.Contains(flags, "-XX:-UseG1GC") {
		return nil // a second collector stops the JVM: another rule's
	}
	var all diag.List
	for i, flag := range flags {
		if name, ok := strings.CutPrefix(flag, "-XX:+"); ok && name != "UseG1GC" && slices.Contains(jvm.Collectors(), name) {
			all = append(all, found(field(c, pool(r), "jvm").At(source.Index(i)), flag+" replaces G1, which Trino is run with", "remove it and -XX:-UseG1GC"))
		}
	}
	return all
}
