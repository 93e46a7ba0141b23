package adopt

import (
	"path"
	"strings"

	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// Options is what the input cannot say, and what is declared already.
type Options struct {
	Environment string // the input is this environment's; empty: of all
	Alone       bool   // other environments are declared: what is imported exists in this one only
	Cluster     string // the cluster that it is of; empty: as the input says
	Platform    string // "ecs" or "eks" of a cluster of which the input does not say it
	Owner       string // "data-platform"
	Clusters    []string
	Secrets     string         // where parameters of secrets are to lie: "/lake/{environment}"
	Version     int            // of Trino, for what its properties are; 0: the newest that is known
	Trino       trino.Releases // what is known of Trino, the repository's own harvest included

	Region    string                      // the environment's
	Registry  string                      // the environment's registry of images
	Buckets   map[string]string           // name in S3 to declared name
	ARNs      map[string]string           // of secrets, to their names in the environment's table
	Flags     []string                    // of the JVM that weir adds by itself where a catalog needs them
	Variables map[string]schema.Reference // where variables of the container come from

	// Sizes are heap, headroom and query memory per node that weir works out from a container's memory: "60GiB".
	Sizes func(memory string) (heap, headroom, perNode string)
	// QueryMemory is query.max-memory that weir works out for a number of workers.
	QueryMemory func(perNode string, workers int64) string
}

// only is the field of that name.
func (o Options) only() []string {
	if o.Environment == "" || !o.Alone {
		return nil
	}
	return []string{o.Environment}
}

// release is what is known of the cluster's Trino.
func (o Options) release() *trino.Release {
	if r, ok := o.Trino.For(o.Version); ok {
		return r
	}
	return o.Trino.Newest()
}

// reference is where a secret is to lie: of a variable where the container takes it from, else a parameter named after its
// owner and its use.
func (o Options) reference(variable, owner, use string) schema.Reference {
	if ref, known := o.Variables[variable]; known {
		return ref
	}
	return schema.Reference{Parameter: path.Join("/", o.Secrets, owner, use)}
}

// variableOf is the variable that a value is, when it is exactly one reference to the environment: "${ENV:ORDERS_PASSWORD}".
func variableOf(value string) (string, bool) {
	name, ok := strings.CutPrefix(value, "${ENV:")
	name, closed := strings.CutSuffix(name, "}")
	if !ok || !closed || name == "" || strings.ContainsAny(name, "${}") {
		return "", false
	}
	return name, true
}

// setting is a property of a file as it was found, on its way into a declaration.
type setting struct {
	key   string
	value string           // as Trino reads it
	ref   schema.Reference // in place of the value, where it is a secret
	at    source.Pos
}

func (s setting) isSecret() bool { return s.ref != (schema.Reference{}) }
