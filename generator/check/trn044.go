package check

import (
	"strings"

	"weir.local/generator/diag"
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
	var all diag.List
	for i, flag := range flagsOf(c, r) {
		if name, ok := strings.CutPrefix(flag, "-XX:+Use"); ok && strings.HasSuffix(name, "GC") && name != "G1GC" && strings.Contains(strings.Join(flagsOf(c, r), " "), "-XX:-UseG1GC") {
			all = append(all, found(field(c, pool(r), "jvm").At(source.Index(i)), flag+" replaces G1, which Trino is run with", "remove it and -XX:-UseG1GC"))
		}
	}
	return all
}
