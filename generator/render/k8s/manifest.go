package k8s

import (
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// manifest is one object of Kubernetes, described once.
//
//	manifest{apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: "etl-worker", wave: beforeTrino, why: origin,
//		body: artifact.Map{{Key: "spec", Value: …}}}
type manifest struct {
	apiVersion string // "policy/v1"
	kind       string // "PodDisruptionBudget"
	name       string // "etl-worker"
	unscoped   bool   // it is in no namespace, as a NodePool
	wave       wave
	why        *source.Origin // why there is one
	comment    string         // above the first line
	body       artifact.Map   // what comes behind metadata: spec, data

	labels, annotations artifact.Map // besides those that every object has
}

// wave is when Argo CD applies an object: lower ones first, and the next ones once those are healthy (argocd.argoproj.io/sync-wave).
// The chart's objects are in none, which is 0.
type wave int

// The waves, in their order.
const (
	nodes       wave = -30 // what pods run on
	secrets     wave = -20 // what pods read
	beforeTrino wave = -10 // what must be there when pods come
	scaling     wave = 10  // what looks at the chart's Deployment
	seeing      wave = 20  // what looks at all of it
)

// file is the object's file: its name without the cluster's, and its kind: "worker.nodepool.yaml".
func (m manifest) file(p place) string {
	return strings.TrimPrefix(m.name, p.prefix) + "." + strings.ToLower(m.kind) + ".yaml"
}

// spelled is the object as a file.
func (m manifest) spelled(p place) artifact.File {
	all := append(artifact.Map{
		text("apiVersion", m.why, m.apiVersion),
		text("kind", m.why, m.kind),
		{Key: "metadata", Value: m.metadata(p)},
	}, m.body...)
	all[0].Comment = m.comment
	return artifact.YAML(p.folder+m.file(p), all)
}

func (m manifest) metadata(p place) artifact.Map {
	all := artifact.Map{text("name", m.why, m.name)}
	if !m.unscoped {
		all = append(all, of("namespace", p.namespace))
	}
	labels := append(artifact.Map{p.label}, m.labels...)
	all = append(all, artifact.Entry{Key: "labels", Value: labels.Sorted()})
	annotations := append(artifact.Map{}, m.annotations...)
	if m.wave != 0 {
		why := source.Fixed("Argo CD applies lower waves first; the chart's objects are in wave 0")
		annotations = append(annotations, text("argocd.argoproj.io/sync-wave", why, strconv.Itoa(int(m.wave))))
	}
	if len(annotations) > 0 {
		all = append(all, artifact.Entry{Key: "annotations", Value: annotations.Sorted()})
	}
	return all
}

// of is a text of the model under a key.
func of(key string, t model.Text) artifact.Entry { return text(key, t.Origin, t.Value) }

// text, number and truth are entries of one value.
func text(key string, why *source.Origin, value string) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.String(why, value)}
}

func number(key string, why *source.Origin, value int) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.Int(why, int64(value))}
}

func truth(key string, why *source.Origin, value bool) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.Bool(why, value)}
}
