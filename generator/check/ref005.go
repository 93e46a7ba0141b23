package check

import (
	"cmp"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/schema"
)

func twoOfOneName() Rule {
	return Rule{
		ID: "REF005", Level: diag.Error,
		Title:  "two declarations of one thing",
		Why:    "Two buckets with one name in S3, two datasets at one prefix, two tables of one name: each gets policies, grants and costs of its own, and the last one applied wins. Two files that declare one name are found by the loader.",
		Source: "Amazon S3 API, PutBucketLifecycleConfiguration replaces the whole configuration",
		Bad:    `lake: buckets: spare: schema.#Bucket & {bucket: "acme-lake-{environment}", use: "data", owner: "data-platform"} // here`,
		Good:   `lake: buckets: spare: schema.#Bucket & {bucket: "acme-spare-{environment}", use: "data", owner: "data-platform"}`,
		Model: func(h *here) diag.List {
			lake := h.env.Lake
			all := apart(h, lake.Buckets, "bucket", "bucket", func(b bucket) string { return b.Spec.Bucket })
			all = append(all, apart(h, lake.Datasets, "dataset", "prefix", func(d dataset) string { return d.Spec.Bucket + "/" + d.Spec.Prefix })...)
			return append(all, apart(h, lake.Datasets, "dataset", "table", tableName)...)
		},
	}
}

type (
	bucket  = model.Item[schema.Bucket]
	dataset = model.Item[schema.Dataset]
)

func tableName(d dataset) string {
	if d.Spec.Table == nil {
		return ""
	}
	return d.Spec.Table.Database + "." + cmp.Or(d.Spec.Table.Name, d.Name)
}

// apart says of each item whose field another has alike which one that is.
func apart[T any](h *here, items []model.Item[T], kind, label string, key func(model.Item[T]) string) diag.List {
	first := map[string]model.Item[T]{}
	var all diag.List
	for _, item := range items {
		k := key(item)
		if k == "" {
			continue
		}
		other, taken := first[k]
		if !taken {
			first[k] = item
			continue
		}
		d := found(lakeField(h, item, label), kind+" "+item.Name+" has the "+label+" of "+kind+" "+other.Name, "change one of them, or remove it")
		d.Related = []diag.Related{{Message: "the other", Place: lakeField(h, other, label)}}
		all = append(all, d)
	}
	return all
}
