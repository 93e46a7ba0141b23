package chart

import (
	"fmt"
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/object"
)

// TestWhatLiesBesideTheChartFitsIt compares weir's own manifests with what the chart makes: names, labels, ports, taints and keys that one
// side writes and the other means. No server would find one that leads nowhere.
func TestWhatLiesBesideTheChartFitsIt(t *testing.T) {
	h, e := helm(t), estate.New(t, estate.Everything()...)
	for _, c := range e.Clusters(t) {
		t.Run(c.Environment+"/"+c.Name, func(t *testing.T) {
			rendered, err := h.Render(c.Name, c.Namespace, c.Values)
			if err != nil {
				t.Fatal(err)
			}
			both := release{rendered, c.Objects(t)}
			for _, what := range slices.Concat(both.targets(), both.selected(), both.placed(), both.keys()) {
				t.Error(what)
			}
		})
	}
}

// release is what the chart makes of a cluster, and what weir writes beside it.
type release struct{ chart, beside []object.Object }

// of are those of a kind.
func of(kind string, all []object.Object) []object.Object {
	return slices.DeleteFunc(slices.Clone(all), func(o object.Object) bool { return o.Text("kind") != kind })
}

// targets: what is scaled is a Deployment of the chart's.
func (r release) targets() (wrong []string) {
	for _, s := range of("ScaledObject", r.beside) {
		if _, err := object.Find(r.chart, s.Text("spec", "scaleTargetRef", "kind")+"/"+s.Text("spec", "scaleTargetRef", "name")); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s scales what is not there: %v", s.ID(), err))
		}
	}
	return wrong
}

// selected: whoever selects pods finds some of the chart's, with the port that it asks.
func (r release) selected() (wrong []string) {
	for kind, path := range map[string][]string{
		"PodDisruptionBudget": {"spec", "selector"}, "NetworkPolicy": {"spec", "podSelector"}, "PodMonitor": {"spec", "selector"},
	} {
		for _, o := range of(kind, r.beside) {
			found := r.pods(o.Map(path...))
			if len(found) == 0 {
				wrong = append(wrong, o.ID()+" selects no pod")
			}
			for _, endpoint := range o.List("spec", "podMetricsEndpoints") {
				for _, pod := range found {
					if !slices.Contains(ports(pod), endpoint.Text("port")) {
						wrong = append(wrong, fmt.Sprintf("%s asks port %s of pods that have %v", o.ID(), endpoint.Text("port"), ports(pod)))
					}
				}
			}
		}
	}
	return wrong
}

// pods are the templates that a selector finds.
func (r release) pods(selector object.Object) (found []object.Object) {
	var s metav1.LabelSelector
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(selector, &s); err != nil {
		return nil
	}
	chosen, err := metav1.LabelSelectorAsSelector(&s)
	for _, d := range of("Deployment", r.chart) {
		if err == nil && chosen.Matches(set(d.Map("spec", "template", "metadata", "labels"))) {
			found = append(found, d.Map("spec", "template"))
		}
	}
	return found
}

func set(m object.Object) labels.Set {
	s := labels.Set{}
	for key := range m {
		s[key] = m.Text(key)
	}
	return s
}

func ports(pod object.Object) (names []string) {
	for _, container := range pod.List("spec", "containers") {
		for _, port := range container.List("ports") {
			names = append(names, port.Text("name"))
		}
	}
	return names
}

// placed: each pod has a pool whose nodes have what it asks for, and whose taints it tolerates.
func (r release) placed() (wrong []string) {
	pools := of("NodePool", r.beside)
	for _, d := range of("Deployment", r.chart) {
		pod := d.Map("spec", "template", "spec")
		if !slices.ContainsFunc(pools, func(pool object.Object) bool { return takes(pool, pod) }) {
			wrong = append(wrong, d.ID()+" has pods that no pool takes")
		}
	}
	return wrong
}

// takes says whether the nodes of a pool are such that a pod may run there: by labels that the pool gives or requires, and by taints.
func takes(pool, pod object.Object) bool {
	given := pool.Map("spec", "template", "metadata", "labels")
	for key := range pod.Map("nodeSelector") {
		want := pod.Text("nodeSelector", key)
		if given.Text(key) != want && !requires(pool, key, want) {
			return false
		}
	}
	for _, taint := range pool.List("spec", "template", "spec", "taints") {
		if !slices.ContainsFunc(pod.List("tolerations"), func(o object.Object) bool { return tolerates(o, taint) }) {
			return false
		}
	}
	return true
}

func requires(pool object.Object, key, value string) bool {
	for _, r := range pool.List("spec", "template", "spec", "requirements") {
		values, _ := r["values"].([]any)
		if r.Text("key") == key && r.Text("operator") == "In" && slices.Contains(values, any(value)) {
			return true
		}
	}
	return false
}

func tolerates(toleration, taint object.Object) bool {
	return toleration.Text("key") == taint.Text("key") &&
		(toleration.Text("operator") == "Exists" || toleration.Text("value") == taint.Text("value")) &&
		(toleration.Text("effect") == "" || toleration.Text("effect") == taint.Text("effect"))
}

// keys: each key of a Secret that pods ask for is one that External Secrets brings.
func (r release) keys() (wrong []string) {
	brought := map[string]bool{}
	for _, o := range of("ExternalSecret", r.beside) {
		for _, data := range o.List("spec", "data") {
			brought[o.Text("spec", "target", "name")+"/"+data.Text("secretKey")] = true
		}
	}
	for _, d := range of("Deployment", r.chart) {
		p, err := podOf(r.chart, d.Text("metadata", "name"))
		if err != nil {
			return []string{err.Error()}
		}
		for variable, key := range p.env {
			if !brought[key] {
				wrong = append(wrong, d.ID()+" takes "+variable+" from "+key+", which nobody brings")
			}
		}
		for file, key := range p.secrets {
			if !brought[key] {
				wrong = append(wrong, d.ID()+" takes the file "+file+" from "+key+", which nobody brings")
			}
		}
	}
	return wrong
}
