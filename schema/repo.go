package schema

import (
	"bytes"
	"encoding/json"
	"sync"

	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// Kind is what a declaration declares.
type Kind string

// The kinds, each with the path its declarations lie under; Kinds lists them in reading order.
const (
	KindEnvironment Kind = "environment" // environments: prod
	KindCluster     Kind = "cluster"     // clusters: adhoc
	KindCatalog     Kind = "catalog"     // catalogs: orders
	KindBucket      Kind = "bucket"      // lake: buckets: main
	KindLayer       Kind = "layer"       // lake: layers: bronze
	KindDataset     Kind = "dataset"     // lake: datasets: mmp
	KindTag         Kind = "tag"         // lake: tags: phi
	KindRole        Kind = "role"        // lake: roles: analyst
	KindWorkGroup   Kind = "work group"  // lake: workGroups: analysts
)

// Root is where declarations of one kind lie: the folder, which is also the CUE package, and the path above their names.
type Root struct {
	Kind   Kind
	Folder string      // "lake"
	Path   source.Path // lake, datasets
}

// Roots lists every kind of declaration, in reading order.
func Roots() []Root {
	return []Root{
		{KindEnvironment, "environments", source.Path{"environments"}},
		{KindCluster, "clusters", source.Path{"clusters"}},
		{KindCatalog, "catalogs", source.Path{"catalogs"}},
		{KindBucket, "lake", source.Path{"lake", "buckets"}},
		{KindLayer, "lake", source.Path{"lake", "layers"}},
		{KindDataset, "lake", source.Path{"lake", "datasets"}},
		{KindTag, "lake", source.Path{"lake", "tags"}},
		{KindRole, "lake", source.Path{"lake", "roles"}},
		{KindWorkGroup, "lake", source.Path{"lake", "workGroups"}},
	}
}

// Declaration is one named value of the repository as CUE evaluated it: schema defaults applied, environments not yet merged.
type Declaration struct {
	Kind  Kind
	Name  string       // "orders"
	Place source.Place // catalogs/orders.cue, catalogs.orders
	JSON  []byte       // the value; `environments` holds the overrides as written

	value func() map[string]any
	head  func() Head
}

// NewDeclaration is a declaration with its evaluated value, which is decoded once, when someone first asks.
func NewDeclaration(kind Kind, name string, place source.Place, value []byte) *Declaration {
	d := &Declaration{Kind: kind, Name: name, Place: place, JSON: value}
	d.value = sync.OnceValue(func() map[string]any { return decode(value) })
	d.head = sync.OnceValue(func() Head { return headOf(d.value()) })
	return d
}

// Value is the declaration's value with numbers as json.Number. Nobody changes it.
func (d *Declaration) Value() map[string]any { return d.value() }

// Head is what the declaration says about itself.
func (d *Declaration) Head() Head { return d.head() }

func decode(value []byte) map[string]any {
	d := decoders.Get().(*decoder)
	v, ok := d.object(value)
	if !ok {
		return nil // the loader hands on valid JSON only
	}
	decoders.Put(d)
	return v
}

// decoders are kept from one value to the next: a repository has thousands, each too small for a decoder of its own.
var decoders = sync.Pool{New: func() any { return newDecoder() }}

// decoder decodes objects, one after the other.
type decoder struct {
	feed bytes.Reader
	json *json.Decoder
}

func newDecoder() *decoder {
	d := &decoder{}
	d.json = json.NewDecoder(&d.feed)
	d.json.UseNumber()
	return d
}

// object decodes an object that is all of the text; after one that is not, the decoder is of no more use.
func (d *decoder) object(text []byte) (map[string]any, bool) {
	d.feed.Reset(text)
	var v map[string]any
	return v, d.json.Decode(&v) == nil && d.feed.Len() == 0
}

// At is the place of a field of the declaration: At("properties", "metadata.cache-ttl").
func (d *Declaration) At(labels ...string) source.Place {
	return d.Place.At(labels...)
}

// Repo is every declaration of a repository, each kind sorted by name.
type Repo struct {
	Root         string // the folder, as it was given
	Requires     string // the versions of weir that may compile it: ">=0.1.0"; empty: any
	Declarations []*Declaration

	// Trino are the versions of Trino that something is known of: those that weir carries, and the repository's own harvest.
	Trino trino.Releases

	// Refused are the names of declarations that are there but could not be evaluated: a rule that looks for a name finds it.
	Refused map[Kind][]string
	// Standing are the names of declarations that are left out because an earlier verdict on them stands: a rule that looks
	// for a name finds it.
	Standing map[Kind][]string
}

// Of lists the declarations of one kind, sorted by name.
func (r *Repo) Of(kind Kind) []*Declaration {
	var all []*Declaration
	for _, d := range r.Declarations {
		if d.Kind == kind {
			all = append(all, d)
		}
	}
	return all
}

// Names lists the names of one kind, sorted.
func (r *Repo) Names(kind Kind) []string {
	var names []string
	for _, d := range r.Of(kind) {
		names = append(names, d.Name)
	}
	return names
}

// Override is what one environment changes, as written: presence matters, so it stays raw until it is merged.
type Override = json.RawMessage

// Head is what declarations of every kind can say about themselves.
type Head struct {
	Description  string
	Owner        string
	Platform     string   // clusters: "ecs" or "eks"
	Connector    string   // catalogs: "mysql"
	Clusters     []string // catalogs: globs over cluster names
	Only         []string // environments; nil: all
	Waive        map[string]string
	Environments map[string]map[string]any // what each environment replaces
}

func headOf(value map[string]any) Head {
	text := func(label string) string { s, _ := value[label].(string); return s }
	h := Head{
		Description: text("description"), Owner: text("owner"), Platform: text("platform"), Connector: text("connector"),
		Clusters: texts(value["clusters"]), Only: texts(value["only"]),
		Waive: map[string]string{}, Environments: map[string]map[string]any{},
	}
	waive, _ := value["waive"].(map[string]any)
	for id, reason := range waive {
		h.Waive[id], _ = reason.(string)
	}
	environments, _ := value["environments"].(map[string]any)
	for name, override := range environments {
		h.Environments[name], _ = override.(map[string]any)
	}
	return h
}

func texts(list any) []string {
	items, _ := list.([]any)
	var all []string
	for _, item := range items {
		s, _ := item.(string)
		all = append(all, s)
	}
	return all
}

// UnmarshalJSON replaces a reference whole: an environment that says {parameter} where the base says {secret, key} means the parameter alone.
func (r *Reference) UnmarshalJSON(b []byte) error {
	type plain Reference
	var p plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*r = Reference(p)
	return nil
}
