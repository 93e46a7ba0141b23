package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func heapInContainer() Rule {
	return Rule{
		ID: "TRN004", Level: diag.Error,
		Title: "the heap does not fit the container",
		Why: "The JVM needs memory beside its heap: threads, code, network buffers, the libraries that decompress. " +
			"A container whose heap is nearly all of its memory is killed by the kernel, with its queries, once the heap fills.",
		Source: "Trino documentation, Deploying Trino: -Xmx is 70 to 85 % of the node's memory",
		Bad:    `clusters: etl: workers: {memory: "64GiB", heap: "60GB"} // here`,
		Good:   `clusters: etl: workers: {memory: "64GiB", heap: "54GB"}`,
		Model:  onRoles(heapFitsContainer),
	}
}

// heapShare is the most of a container's memory that may be heap, in percent.
const heapShare = 85

func heapFitsContainer(c *model.Cluster, r *model.Role) diag.List {
	limit := r.Memory.Value * heapShare / 100
	if r.Memory.Value == 0 || r.Heap.Value <= limit {
		return nil
	}
	remedy := "raise memory to " + itoa(int(ceilGB(r.Heap.Value*100/heapShare))) + "GiB"
	if limit >= mib {
		remedy = "write " + floorText(limit) + " or less, or " + remedy
	}
	return one(or(firstByHand(r.Heap, r.Memory), field(c, pool(r))),
		"heap "+r.Heap.Text+" is "+itoa(int(r.Heap.Value*100/r.Memory.Value))+" % of the container's "+r.Memory.Text, remedy)
}
