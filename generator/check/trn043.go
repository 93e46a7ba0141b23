package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/jvm"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func flagsOfJVM() Rule {
	return Rule{
		ID: "TRN043", Level: diag.Error,
		Title: "a flag that stops the JVM",
		Why: "The JVM ends at once on a flag that it does not have, that lacks its value or its unlocking flag, on two garbage collectors, " +
			"on a smallest heap above the largest, and on a module that is not there: no node starts.",
		Source: "asked of JDK 25, whose flags and modules weir lists; a flag that only another JDK has is one to waive",
		Bad:    `clusters: plain: workers: jvm: ["-XX:MaxGCPauseMilis=200"] // here`,
		Good:   `clusters: plain: workers: jvm: ["-XX:MaxGCPauseMillis=200"]`,
		Model:  onRoles(jvmTakesFlags),
	}
}

// jvmTakesFlags looks at the user's flags behind weir's own, which the JVM takes.
func jvmTakesFlags(c *model.Cluster, r *model.Role) diag.List {
	f, _ := r.File("jvm.config")
	flags := make([]string, len(f.Lines))
	for i, line := range f.Lines {
		flags[i] = line.Value
	}
	first := len(flags) - len(flagsOf(c, r))
	var all diag.List
	for _, p := range jvm.Check(r.Heap.Value, flags) {
		if p.At >= first {
			at := field(c, pool(r), "jvm").At(source.Index(p.At - first))
			all = append(all, found(at, flags[p.At]+" "+p.Message, p.Remedy))
		}
	}
	return all
}

// flagsOf are the flags that a role's declaration adds.
func flagsOf(c *model.Cluster, r *model.Role) []string {
	if r.Name == model.Worker {
		return c.Spec.Workers.Jvm
	}
	return c.Spec.Coordinator.Jvm
}
