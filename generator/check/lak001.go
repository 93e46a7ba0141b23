package check

import (
	"weir.local/generator/diag"
)

func bucketForUse() Rule {
	return Rule{
		ID: "LAK001", Level: diag.Error,
		Title:  "a bucket that is for something else",
		Why:    "What a bucket is for decides how long things stay in it: intermediate results are deleted after days, results of queries after weeks, data by its own policy.",
		Source: "weir; schema.#Bucket",
		Bad:    `lake: datasets: events: bucket: "exchange" // here`,
		Good:   `lake: datasets: events: bucket: "main"`,
		Model: func(h *here) diag.List {
			var all diag.List
			for _, use := range h.bucketUses() {
				if b := h.bucket(use.bucket); b != nil && b.Spec.Use != use.use {
					all = append(all, found(use.at, "bucket "+quote(use.bucket)+" is for "+b.Spec.Use+", not for "+use.use, h.bucketFor(use.use)))
				}
			}
			return all
		},
	}
}

// bucketFor is the remedy: the environment's buckets of a use.
func (h *here) bucketFor(use string) string {
	var names []string
	for _, b := range h.env.Lake.Buckets {
		if b.Spec.Use == use {
			names = append(names, b.Name)
		}
	}
	return orElse(choose("", names), `declare a bucket with use: "`+use+`"`)
}
