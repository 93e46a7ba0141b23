package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func totalMemory() Rule {
	return Rule{
		ID: "TRN017", Level: diag.Error,
		Title:  "query memory above the total",
		Why:    "Trino refuses to start when query.max-memory exceeds query.max-total-memory.",
		Source: "measured on Trino 476",
		Bad:    `clusters: adhoc: {queryMaxMemory: "40GB", properties: "query.max-total-memory": "20GB"} // here`,
		Good:   `clusters: adhoc: {queryMaxMemory: "40GB", properties: "query.max-total-memory": "80GB"}`,
		Model:  onRoles(totalHoldsQueryMemory),
	}
}

func totalHoldsQueryMemory(_ *model.Cluster, r *model.Role) diag.List {
	query := effective(r, "query.max-memory", model.Bytes{}, r.Heap)
	total := effective(r, "query.max-total-memory", model.Bytes{}, r.Heap)
	if total.Value == 0 || query.Value <= total.Value {
		return nil
	}
	return one(cause(total.Origin), "query.max-total-memory "+total.Text+" is less than query.max-memory "+query.Text,
		"write "+gigabytes(ceilGB(query.Value))+" or more, or lower queryMaxMemory")
}
