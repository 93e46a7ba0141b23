package compare

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// Output is out/ by slash path relative to it: "prod/adhoc/ssm/log.yaml".
type Output map[string][]byte

// Change is two states of a repository.
type Change struct {
	Deployed Output          // out/ as committed at the base
	Before   *model.Platform // the base's declarations; nil when this weir refuses them
	Rebuilt  Output          // what they render to with this weir; nil with them
	After    *model.Platform // the present declarations
	Output   Output          // what they render to

	Environment string                         // only this one; empty: all
	Hide        func(key, value string) string // masks a value that may be a secret; nil: shows all
}

// Kind of what happened to a thing.
type Kind string

// The kinds.
const (
	Added   Kind = "added"
	Changed Kind = "changed"
	Renamed Kind = "renamed"
	Removed Kind = "removed"
)

// Report is what a change does. What is alike in several places is told once, with all of them in Where.
type Report struct {
	Explained  bool // the base's declarations were compiled: without them files alone are compared
	Deliveries []Delivery
	Risks      []Risk
	Things     []Thing
	Capacity   []Capacity
	Secrets    []Secret
	Files      Files     // of out/, all of them
	Itself     []Rewrite // what weir writes otherwise by itself
	Others     []Rewrite // files whose effect on a running system is not known
}

// None says whether the change does nothing at all.
func (r Report) None() bool {
	for _, d := range r.Deliveries {
		if d.Effect != Nothing {
			return false
		}
	}
	return len(r.Risks)+len(r.Things)+len(r.Capacity)+len(r.Secrets) == 0 && r.Files == Files{}
}

// At is where a declaration says something: the first of the places that stands in its file.
type At struct {
	Places []source.Place
	Gone   bool // in the base's declarations, no longer in the present ones
}

// Thing is a declared thing that is added, changed, renamed or removed.
type Thing struct {
	Kind   schema.Kind
	Name   string
	Was    string // of a renamed thing: the name it had
	Change Kind
	Where  []string // environments; of a catalog, clusters in them: "prod/adhoc"
	Fields []Field  // what changed; of a new cluster, what it gains
	At     At
}

// Field is a field or property before and after; empty: there was, or is, none.
type Field struct{ Key, Before, After string }

// Files counts files of out/.
type Files struct{ Added, Changed, Removed int }

// Rewrite is files of out/ that differ, alike in several places.
type Rewrite struct {
	File  string   // within the place: "ecs/worker.task-definition.json"
	Where []string // "prod/adhoc", or "prod"
}

// Delivery is what happens to a cluster when the change is delivered.
type Delivery struct {
	Where    []string // "dev/adhoc"
	Platform string   // "ecs", "eks"
	Effect   Effect
	Roles    []model.RoleName // that restart
	Order    string           // in which order
	Away     string           // whether and for how long no coordinator answers
	Queries  string           // what becomes of running queries
	Reasons  []string         // what makes them restart: "catalog orders"
	Replaced []string         // why nodes are replaced: "workers: instances r8g.4xlarge → r8g.8xlarge"
	ByItself bool             // no declaration asks for it: a newer weir writes the files otherwise
}

// Effect is what a delivery does to a cluster.
type Effect string

// The effects.
const (
	Nothing Effect = "no restart"
	Restart Effect = "rolling restart"
	Create  Effect = "new cluster"
	Replace Effect = "replaced by a cluster on another platform"
	Destroy Effect = "removed"
)

// Risk is data that a change may lose.
type Risk struct {
	Where   []string
	Subject string // "dataset mmp"
	What    string // "kept 30d instead of 730d"
	Why     string // "S3 deletes objects older than 30 days …"
	At      At
}

// Capacity is what a cluster may grow to, before and after.
type Capacity struct {
	Where         []string
	Before, After Size // zero: the cluster was, or is, not there
}

// Size is what a cluster has: vCPU and bytes are of coordinator and workers together.
type Size struct {
	Min, Max          int     // workers
	CPUMin, CPUMax    float64 // vCPU
	Memory, MemoryMax int64   // bytes with the fewest and the most workers
}

// Secret is a value that must be there before delivery, or that nothing needs any more.
type Secret struct {
	Where     []string // clusters: "prod/adhoc"
	Place     string   // "parameter /lake/prod/orders/password"
	Variables []string
	For       []string // "catalog orders: connection-password"
	Needed    bool     // newly needed; otherwise no longer needed
	Elsewhere []string // clusters that use it already, or still
}
