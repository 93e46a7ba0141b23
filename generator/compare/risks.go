package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// risks are changes after which data may be gone, or lies where nobody looks.
func (c Change) risks() []Risk {
	if c.Before == nil {
		return nil
	}
	var all []Risk
	for _, name := range c.environments() {
		was, is := environment(c.Before, name), environment(c.After, name)
		if was == nil {
			continue
		}
		if is == nil {
			is = &model.Environment{Name: name}
		}
		all = append(all, datasetRisks(was, is)...)
		all = append(all, bucketRisks(was, is)...)
		all = append(all, storeRisks(was, is)...)
	}
	return all
}

func datasetRisks(was, is *model.Environment) []Risk {
	var all []Risk
	for _, before := range was.Lake.Datasets {
		after, ok := named(is.Lake.Datasets, before.Name)
		if !ok {
			all = append(all, Risk{Where: []string{was.Name}, Subject: "dataset " + before.Name, What: "no longer declared",
				Why: "what lies under its prefix stays in the bucket without owner, retention and table; whoever reads the table fails",
				At:  At{Places: []source.Place{before.Place}, Gone: true}})
			continue
		}
		at := func(label string) At {
			return At{Places: []source.Place{after.Place.At("environments", is.Name, label), after.Place.At(label), after.Place}}
		}
		add := func(label, what, why string) {
			all = append(all, Risk{Where: []string{was.Name}, Subject: "dataset " + before.Name, What: what, Why: why, At: at(label)})
		}
		if what, days, ok := shortened(before.Spec.Keep, after.Spec.Keep); ok {
			add("keep", what, "S3 deletes what is older than "+strconv.Itoa(days)+" days, for good unless the bucket keeps versions")
		}
		if before.Spec.Bucket != after.Spec.Bucket {
			add("bucket", "bucket "+before.Spec.Bucket+" → "+after.Spec.Bucket, "nothing is moved: what was written before stays in the old bucket, and tables look in the new one")
		}
		if before.Spec.Prefix != after.Spec.Prefix {
			add("prefix", "prefix "+before.Spec.Prefix+" → "+after.Spec.Prefix, "nothing is moved: what was written before stays under the old prefix, without its retention, and tables look under the new one")
		}
	}
	return all
}

// shortened says whether data is deleted earlier than before; kept for ever is longer than any number of days.
func shortened(before, after schema.Days) (what string, days int, ok bool) {
	if after == "" {
		return "", 0, false
	}
	days = daysOf(after)
	switch {
	case before == "":
		return "kept " + string(after) + " instead of for ever", days, true
	case days < daysOf(before):
		return "kept " + string(after) + " instead of " + string(before), days, true
	}
	return "", 0, false
}

// daysOf reads what the schema lets through: "30d".
func daysOf(d schema.Days) int {
	n, err := strconv.Atoi(strings.TrimSuffix(string(d), "d"))
	if err != nil {
		return 0
	}
	return n
}

func bucketRisks(was, is *model.Environment) []Risk {
	var all []Risk
	for _, before := range was.Lake.Buckets {
		after, ok := named(is.Lake.Buckets, before.Name)
		r := Risk{Where: []string{was.Name}, Subject: "bucket " + before.Name, At: At{Places: []source.Place{after.Place.At("environments", is.Name), after.Place}}}
		switch {
		case !ok:
			r.What, r.Why = "no longer declared", "its objects stay, and nobody's retention and access hold for them any more"
			r.At = At{Places: []source.Place{before.Place}, Gone: true}
		case before.Spec.Bucket != after.Spec.Bucket:
			r.What = before.Spec.Bucket + " → " + after.Spec.Bucket
			r.Why = "nothing is moved: all that lies in the old bucket stays there, and everything looks in the new one"
			r.At.Places = []source.Place{after.Place.At("environments", is.Name, "bucket"), after.Place.At("bucket"), after.Place}
		case before.Spec.Versioned && !after.Spec.Versioned:
			r.What, r.Why = "no longer versioned", "what is overwritten or deleted from now on is gone for good"
			r.At.Places = []source.Place{after.Place.At("environments", is.Name, "versioned"), after.Place.At("versioned"), after.Place}
		default:
			continue
		}
		all = append(all, r)
	}
	return all
}

// store is a place in S3 where a cluster keeps what queries need while they run.
type store struct {
	name           string // "exchange"
	file, property string // that say where: "exchange-manager.properties", "exchange.base-directories"
	lost           string // what is lost when it is another one
}

func stores() []store {
	return []store{
		{"exchange", "exchange-manager.properties", "exchange.base-directories", "queries that run then lose what their tasks have written, and fail"},
		{"spooling", "spooling-manager.properties", "fs.location", "clients that still read a result lose the rest of it"},
	}
}

// storeRisks are clusters that look for what they have written somewhere else.
func storeRisks(was, is *model.Environment) []Risk {
	var all []Risk
	for _, before := range was.Clusters {
		i := slices.IndexFunc(is.Clusters, func(k *model.Cluster) bool { return k.Name == before.Name })
		if i < 0 {
			continue
		}
		for _, s := range stores() {
			if r, ok := s.risk(before, is.Clusters[i]); ok {
				all = append(all, r)
			}
		}
	}
	return all
}

func (s store) risk(was, is *model.Cluster) (Risk, bool) {
	from, to := s.of(was), s.of(is)
	if from == "" || from == to {
		return Risk{}, false
	}
	return Risk{
		Where: []string{was.Environment + "/" + was.Name}, Subject: s.name + " of " + was.Name, What: from + " → " + cmp.Or(to, "none"),
		Why: s.lost + "; what they leave in the old place nobody deletes",
		At:  At{Places: []source.Place{is.At("environments", is.Environment, s.name), is.At(s.name, "bucket"), is.At(s.name), is.Place}},
	}, true
}

// of is where a cluster keeps it: "s3://acme-exchange-prod/etl"; empty when it keeps none.
func (s store) of(k *model.Cluster) string {
	f, _ := k.Coordinator.File(s.file)
	for _, line := range f.Lines {
		if line.Key == s.property {
			return line.Value
		}
	}
	return ""
}

func named[T any](items []model.Item[T], name string) (model.Item[T], bool) {
	for _, item := range items {
		if item.Name == name {
			return item, true
		}
	}
	return model.Item[T]{}, false
}
