package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

func absentBucket() Rule {
	return Rule{
		ID: "REF014", Level: diag.Error,
		Title:  "a bucket that is not in this environment",
		Why:    "A bucket with only exists in some environments. What uses it elsewhere would be written with an address without a bucket.",
		Source: "weir",
		Bad: `lake: buckets: exchange: only: ["prod"]
clusters: etl: exchange: bucket: "exchange" // here`,
		Good: `lake: buckets: exchange: only: ["prod"]
clusters: etl: {exchange: bucket: "exchange", only: ["prod"]}`,
		Firm:  true,
		Model: bucketsAreHere,
	}
}

func bucketsAreHere(h *here) diag.List {
	var all diag.List
	for _, use := range h.bucketUses() {
		if h.has(schema.KindBucket, use.bucket) && h.bucket(use.bucket) == nil {
			all = append(all, found(use.at, "bucket "+quote(use.bucket)+" is not in the environment", "let the bucket exist in it, or choose another"))
		}
	}
	return all
}

// bucketUse is a field that names a bucket, and what the bucket has to be for.
type bucketUse struct {
	bucket string
	use    string // "exchange"
	at     source.Place
}

// bucketUses are those of the environment's clusters, datasets and work groups.
func (h *here) bucketUses() []bucketUse {
	var all []bucketUse
	for _, c := range h.env.Clusters {
		if c.Spec.Exchange != nil {
			all = append(all, bucketUse{c.Spec.Exchange.Bucket, "exchange", field(c, "exchange", "bucket")})
		}
		if c.Spec.Spooling != nil {
			all = append(all, bucketUse{c.Spec.Spooling.Bucket, "spooling", field(c, "spooling", "bucket")})
		}
	}
	for _, d := range h.env.Lake.Datasets {
		all = append(all, bucketUse{d.Spec.Bucket, "data", lakeField(h, d, "bucket")})
	}
	for _, w := range h.env.Lake.WorkGroups {
		all = append(all, bucketUse{w.Spec.Results, "results", lakeField(h, w, "results")})
	}
	return all
}

// bucket is a bucket of the environment; nil when there is none of the name.
func (h *here) bucket(name string) *model.Item[schema.Bucket] {
	buckets := h.env.Lake.Buckets
	i := slices.IndexFunc(buckets, func(b bucket) bool { return b.Name == name })
	if i < 0 {
		return nil
	}
	return &buckets[i]
}
