package ssm

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// readers says who reads a file: the release has a list for each.
type readers string

const (
	both        readers = "both"
	coordinator readers = "coordinator"
	worker      readers = "worker"
)

// stored is a file of the cluster and who reads it.
type stored struct {
	by     readers
	path   string // under /etc/trino: "catalog/orders.properties"
	text   artifact.Text
	about  string // what the declaration says of it
	origin *source.Origin
}

// filesOf are the files of a cluster: those that both roles read alike once,
// then each role's own.
func filesOf(c *model.Cluster) []stored {
	var shared, own, workers []stored
	for _, f := range c.Coordinator.Files {
		if twin, ok := c.Worker.File(f.Path); ok && same(f, twin) {
			shared = append(shared, stored{both, f.Path, together(f, twin), f.About, f.Origin})
		} else {
			own = append(own, alone(coordinator, f))
		}
	}
	for _, f := range c.Worker.Files {
		if twin, ok := c.Coordinator.File(f.Path); !ok || !same(f, twin) {
			workers = append(workers, alone(worker, f))
		}
	}
	return append(append(shared, own...), workers...)
}

func alone(by readers, f model.File) stored {
	return stored{by, f.Path, etc.Text(f), f.About, f.Origin}
}

func same(f, g model.File) bool {
	if len(f.Lines) != len(g.Lines) {
		return false
	}
	if identical(f, g) {
		return true
	}
	for i := range f.Lines {
		if f.Lines[i].Key != g.Lines[i].Key || f.Lines[i].Value != g.Lines[i].Value {
			return false
		}
	}
	return true
}

// identical says whether both are the very same lines, as a catalog's are.
func identical(f, g model.File) bool {
	return len(f.Lines) > 0 && len(g.Lines) > 0 && &f.Lines[0] == &g.Lines[0]
}

// together is a file of both roles; where a line has another reason on each,
// its origin names both.
func together(f, g model.File) artifact.Text {
	if identical(f, g) {
		return etc.Text(f)
	}
	text, twin := etc.Text(f), etc.Text(g)
	for i, line := range text {
		other := twin[i].Origin
		if line.Origin != other && line.Origin.String() != other.String() {
			text[i].Origin = source.Computed("alike on both roles, so stored once", line.Origin, other)
		}
	}
	return text
}

// name is where the file lies beneath the cluster's parameters:
// "catalog/orders.properties", "worker/config.properties".
func (s stored) name() string {
	if s.by == both {
		return s.path
	}
	return string(s.by) + "/" + s.path
}

// short is the name of the payload's file: most are .properties, so that goes
// without saying.
func (s stored) short() string { return strings.TrimSuffix(s.name(), ".properties") }
