package k8s

import (
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
)

// Order is how the objects of a cluster on EKS are delivered, wave by wave, the chart's among them: by Argo CD, which goes on when those
// of a wave are healthy, or by hand.
func Order(e *model.Environment, c *model.Cluster) []model.Step {
	at := map[wave][]manifest{0: nil}
	for _, m := range manifestsOf(e, c) {
		at[m.wave] = append(at[m.wave], m)
	}
	var steps []model.Step
	for _, w := range sorted(at) {
		step := model.Step{Cluster: c.Name, Platform: "eks", Name: "wave " + strconv.Itoa(int(w)), By: deliverer(e, c, w), Why: reasons()[w]}
		if w == 0 {
			step.Lists = []string{"Helm release " + c.Name}
		}
		var waits []string
		for _, m := range at[w] {
			step.Lists = append(step.Lists, m.kind+" "+m.name)
			if until := healthy()[m.kind]; until != "" && !slices.Contains(waits, until) {
				waits = append(waits, until)
			}
		}
		if e.GitOps != nil && len(waits) > 0 {
			step.Why += "; Argo CD goes on when " + strings.Join(waits, ", ")
		}
		step.What = byKind(step.Lists)
		steps = append(steps, step)
	}
	return steps
}

func sorted(at map[wave][]manifest) []wave {
	var all []wave
	for w := range at {
		all = append(all, w)
	}
	slices.Sort(all)
	return all
}

// reasons are why a wave stands where it does.
func reasons() map[wave]string {
	return map[wave]string{
		nodes:       "pods that find no node wait for one",
		secrets:     "a pod whose Secret is not there does not start",
		beforeTrino: "what holds for pods holds from the first one on",
		0:           "the chart starts coordinator and workers at once; workers look for the coordinator until it is there",
		scaling:     "it is about the chart's Deployment",
		seeing:      "it is about what runs",
	}
}

// healthy says when Argo CD takes an object for healthy, by kind; of others being there is enough (Argo CD, Resource Health, and its
// resource_customizations).
func healthy() map[string]string {
	return map[string]string{
		"ExternalSecret": "every value was read",
		"NodePool":       "node pools are ready, their node classes too",
		"ScaledObject":   "KEDA made the HPA, and Prometheus answers",
	}
}

// deliverer is who applies a wave.
func deliverer(e *model.Environment, c *model.Cluster, w wave) string {
	switch {
	case e.GitOps != nil && e.GitOps.Sync.Value == model.Manual:
		return "Argo CD's " + c.Application.Value + ", when somebody presses Sync"
	case e.GitOps != nil:
		return "Argo CD's " + c.Application.Value + ", when it is merged"
	case w == 0:
		return "somebody by hand: helm upgrade --install " + c.Name + " with out/" + c.Environment + "/" + c.Name + "/helm/values.yaml"
	}
	return "somebody by hand: kubectl apply -k out/" + c.Environment + "/" + c.Name + "/k8s"
}

// byKind names each kind once: "NetworkPolicy etl-coordinator, etl-worker; PodMonitor etl".
func byKind(objects []string) string {
	var b strings.Builder
	last := ""
	for _, object := range objects {
		i := strings.LastIndexByte(object, ' ')
		kind, name := object[:i], object[i+1:]
		if kind == last {
			b.WriteString(", " + name)
			continue
		}
		b.WriteString("; " + object)
		last = kind
	}
	return strings.TrimPrefix(b.String(), "; ")
}
