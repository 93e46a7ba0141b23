package check

import (
	"cmp"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

func twoOfOneName() Rule {
	return Rule{
		ID: "REF005", Level: diag.Error,
		Title:  "two declarations of one thing",
		Why:    "Two buckets with one name in S3, two datasets at one prefix, two tables of one name: each gets policies, grants and costs of its own, and the last one applied wins.",
		Source: "Amazon S3 API, PutBucketLifecycleConfiguration replaces the whole configuration",
		Bad:    `lake: buckets: spare: schema.#Bucket & {bucket: "acme-lake-{environment}", use: "data", owner: "data-platform"} // here`,
		Good:   `lake: buckets: spare: schema.#Bucket & {bucket: "acme-spare-{environment}", use: "data", owner: "data-platform"}`,
		Model: func(h *here) diag.List {
			lake := h.env.Lake
			all := apart(h, lake.Buckets, bucketName)
			all = append(all, apart(h, lake.Datasets, func(d dataset) (string, string, []string) {
				return d.Spec.Bucket + "/" + d.Spec.Prefix, "prefix " + d.Spec.Prefix, []string{"prefix"}
			})...)
			return append(all, apart(h, lake.Datasets, tableName)...)
		},
	}
}

type (
	bucket  = model.Item[schema.Bucket]
	dataset = model.Item[schema.Dataset]
)

func bucketName(b bucket) (name, what string, path []string) {
	return b.Spec.Bucket, "bucket " + b.Spec.Bucket, []string{"bucket"}
}

func tableName(d dataset) (name, what string, path []string) {
	if d.Spec.Table == nil {
		return "", "", nil
	}
	name = d.Spec.Table.Database + "." + cmp.Or(d.Spec.Table.Name, d.Name)
	return name, "table " + name, []string{"table"}
}

// apart says of each item whose name another has already which one that is.
func apart[T any](h *here, items []model.Item[T], name func(model.Item[T]) (string, string, []string)) diag.List {
	first := map[string]source.Place{}
	var all diag.List
	for _, item := range items {
		key, what, path := name(item)
		if key == "" {
			continue
		}
		at := lakeField(h, item, path...)
		other, taken := first[key]
		if !taken {
			first[key] = at
			continue
		}
		d := found(at, what+" is declared twice", "remove one, or name it otherwise")
		d.Related = []diag.Related{{Message: "also declared", Place: other}}
		all = append(all, d)
	}
	return all
}
