package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func queryMemory() Rule {
	return Rule{
		ID: "TRN003", Level: diag.Error,
		Title:  "query memory does not fit the heap",
		Why:    "Trino refuses to start when query.max-memory-per-node and memory.heap-headroom-per-node together exceed the JVM's heap.",
		Source: "measured on Trino 476: \"Invalid memory configuration\"; Trino documentation, Resource management properties",
		Bad:    `clusters: etl: workers: {heap: "8GB", maxMemoryPerNode: "8GB"} // here`,
		Good:   `clusters: etl: workers: {heap: "8GB", maxMemoryPerNode: "5GB"}`,
		Model:  onRoles(queryMemoryFitsHeap),
	}
}

func queryMemoryFitsHeap(c *model.Cluster, r *model.Role) diag.List {
	perNode := effective(r, "query.max-memory-per-node", r.PerNode, r.Heap)
	headroom := effective(r, "memory.heap-headroom-per-node", r.Headroom, r.Heap)
	heap := r.Heap.Value
	if heap == 0 || perNode.Value+headroom.Value <= heap {
		return nil
	}
	message := "maxMemoryPerNode " + perNode.Text + " + headroom " + headroom.Text + " exceeds heap " + r.Heap.Text
	return one(or(firstByHand(perNode, headroom, r.Heap), field(c, pool(r))), message, fitRemedy(perNode, headroom, r.Heap))
}

// fitRemedy says what would fit: less query memory, or the heap that this much needs.
func fitRemedy(perNode, headroom, heap model.Bytes) string {
	need := perNode.Value + headroom.Value
	if !byHand(headroom.Origin) {
		need = perNode.Value * 10 / 7 // the headroom grows with the heap: 30 % of it
	}
	raise := "raise heap to " + gigabytes(ceilGB(need))
	if room := heap.Value - headroom.Value; room >= mib && byHand(perNode.Origin) {
		return "write " + floorText(room) + " or less, or " + raise
	}
	return "lower headroom and maxMemoryPerNode, or " + raise
}

// effective is what Trino will read: the property in the file, which wins over what was worked out.
func effective(r *model.Role, property string, worked, heap model.Bytes) model.Bytes {
	f, _ := r.File("config.properties")
	line, ok := lineOf(f.Lines, property)
	if !ok {
		return worked
	}
	value := strings.TrimSpace(line.Value)
	if percent, isShare := strings.CutSuffix(value, "%"); isShare {
		return model.Bytes{Value: int64(number(percent) * float64(heap.Value) / 100), Text: value, Origin: line.Origin}
	}
	if bytes := size(value); bytes > 0 {
		return model.Bytes{Value: bytes, Text: value, Origin: line.Origin}
	}
	return worked
}

// firstByHand is the place of the first size that the user wrote.
func firstByHand(sizes ...model.Bytes) source.Place {
	for _, s := range sizes {
		if byHand(s.Origin) {
			return s.Origin.Place
		}
	}
	return source.Place{}
}
