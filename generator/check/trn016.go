package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func ownFlag() Rule {
	return Rule{
		ID: "TRN016", Level: diag.Error,
		Title:  "a JVM flag that sets the heap",
		Why:    "The heap is a field, and headroom, query memory and the check against the container follow from it. A flag behind it wins in the JVM alone.",
		Source: "weir",
		Bad:    `clusters: adhoc: workers: jvm: ["-Xmx90G"] // here`,
		Good:   `clusters: adhoc: workers: heap: "90GB"`,
		Model:  onRoles(flagsLeaveTheHeap),
	}
}

func flagsLeaveTheHeap(c *model.Cluster, r *model.Role) diag.List {
	at := field(c, pool(r), "jvm")
	var all diag.List
	for i, flag := range flagsOf(c, r) {
		for _, own := range []string{"-Xmx", "-XX:MaxHeapSize", "-XX:MaxRAM"} {
			if strings.HasPrefix(flag, own) {
				all = append(all, found(at.At(source.Index(i)), flag+" sets the heap beside weir", "write heap in "+pool(r)))
			}
		}
	}
	return all
}
