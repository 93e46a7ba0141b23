package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"weir.local/generator/model"
)

// deliveries says for each cluster what its delivery does to it; those that run on as they are come last.
func (c Change) deliveries(entries []entry) []Delivery {
	byPlace := map[string][]entry{}
	for _, e := range entries {
		byPlace[e.place] = append(byPlace[e.place], e)
	}
	var all, untouched []Delivery
	for _, place := range c.places() {
		d := c.delivery(place, byPlace[place])
		if d.Effect == Nothing {
			untouched = append(untouched, Delivery{Where: d.Where, Effect: Nothing})
		} else if d.Effect != "" {
			all = append(all, d)
		}
	}
	return append(all, untouched...)
}

func (c Change) delivery(place string, entries []entry) Delivery {
	is, deployed := c.cluster(c.After, place), c.deployed(place)
	d := Delivery{Where: []string{place}, Platform: c.platform(place)}
	switch {
	case is == nil && deployed:
		d.Effect = Destroy
		d.Queries = "every running query fails, and nobody can start another"
		return d
	case is != nil && !deployed:
		d.Effect = Create
		return d
	case is == nil:
		return d
	case !c.onItsPlatform(is):
		d.Effect = Replace
		d.Queries = "every running query fails; clients must be told where the new cluster is"
		return d
	}
	return c.restart(d, is, entries)
}

// deployed says whether out/ at the base has a cluster.
func (c Change) deployed(place string) bool {
	for path := range c.Deployed {
		if strings.HasPrefix(path, place+"/") {
			return true
		}
	}
	return false
}

// marks are files that only the clusters of one platform have.
func marks() map[string]string {
	return map[string]string{"ecs": "/ssm/release.yaml", "eks": "/helm/values.yaml"}
}

// onItsPlatform says whether a cluster is deployed where it is declared to be; a folder without any mark is not questioned.
func (c Change) onItsPlatform(k *model.Cluster) bool {
	place := k.Environment + "/" + k.Name
	for platform, mark := range marks() {
		if _, there := c.Deployed[place+mark]; there {
			return platform == k.Head.Platform
		}
	}
	return true
}

func (c Change) platform(place string) string {
	for _, p := range []*model.Platform{c.After, c.Before} {
		if k := c.cluster(p, place); k != nil {
			return k.Head.Platform
		}
	}
	return ""
}

// restart works out which nodes restart, and what that means to those who use the cluster.
func (c Change) restart(d Delivery, is *model.Cluster, entries []entry) Delivery {
	d.ByItself = true
	for _, e := range entries {
		row, ok := effectOf(e)
		if !ok || len(row.roles) == 0 {
			continue
		}
		d.Roles = append(d.Roles, row.roles...)
		if e.itself {
			continue
		}
		d.ByItself = false
		if text := row.reason(e); text != "" && !slices.Contains(d.Reasons, text) {
			d.Reasons = append(d.Reasons, text)
		}
	}
	if len(d.Roles) == 0 {
		d.Effect = Nothing
		return d
	}
	catalogsFirst(d.Reasons)
	slices.Sort(d.Roles) // coordinator before worker
	d.Roles = slices.Compact(d.Roles)
	d.Effect = Restart
	d.Replaced = c.replaced(d.Where[0])
	h := c.handover(is, entries, d.Roles)
	d.Order, d.Away, d.Queries = h.order(), h.away(), h.queries()
	return d
}

// catalogsFirst moves the secrets behind: they follow from the others.
func catalogsFirst(reasons []string) {
	rank := map[bool]int{true: 1}
	slices.SortStableFunc(reasons, func(a, b string) int {
		return rank[strings.HasPrefix(a, "secret ")] - rank[strings.HasPrefix(b, "secret ")]
	})
}

// handover is how the nodes of a cluster give way to their successors.
type handover struct {
	cluster     *model.Cluster // as it will be
	was         *model.Cluster // as it runs, as far as that is known
	coordinator bool           // restarts
	workers     bool           // restart
	drained     bool           // a leaving worker is asked to finish its tasks
	recreate    bool           // Kubernetes stops the old coordinator before it starts the new one
	version     bool           // of Trino changes
	drift       bool           // workers go with their nodes alone, which Karpenter replaces
}

func (c Change) handover(is *model.Cluster, entries []entry, roles []model.RoleName) handover {
	h := handover{cluster: is, was: is, coordinator: slices.Contains(roles, model.Coordinator), workers: slices.Contains(roles, model.Worker)}
	place := is.Environment + "/" + is.Name
	switch is.Head.Platform {
	case "ecs":
		file := flatten(".json", c.Deployed[place+"/ecs/worker.task-definition.json"])
		stack := flatten(".yaml", c.Deployed[place+"/ecs/stack.yaml"])
		for _, field := range []string{"Command", "EntryPoint"} {
			h.drained = h.drained || hasKey(file, "containerDefinitions", "trino", strings.ToLower(field[:1])+field[1:]) ||
				hasKey(stack, "Resources", "WorkerTaskDefinition", "Properties", "ContainerDefinitions", "trino", field)
		}
	case "eks":
		runs, file := flatten(".yaml", c.Deployed[place+"/helm/values.yaml"]), flatten(".yaml", c.Output[place+"/helm/values.yaml"])
		h.drained = hasKey(runs, "worker", "lifecycle") || runs["worker.gracefulShutdown.enabled"].text == "true"
		h.recreate = file["coordinator.deployment.strategy.type"].text == "Recreate"
		h.drift = !slices.ContainsFunc(entries, restartsItself)
	}
	if was := c.cluster(c.Before, place); was != nil {
		h.was, h.version = was, was.Version != is.Version
	}
	return h
}

func hasKey(leaves map[string]leaf, labels ...string) bool {
	for _, l := range leaves {
		if len(l.path) >= len(labels) && slices.Equal(l.path[:len(labels)], labels) {
			return true
		}
	}
	return false
}

// restartsItself says whether a value restarts nodes of Trino otherwise than by replacing the machine below.
func restartsItself(e entry) bool {
	row, ok := effectOf(e)
	return ok && len(row.roles) > 0 && row.why != drifted
}

// order says which nodes go first. On ECS the coordinator goes before the workers, for running tasks do not see a new
// endpoint of Service Connect (Amazon ECS, Service Connect components); Helm and Argo CD apply both Deployments at once.
func (h handover) order() string {
	switch {
	case h.drift:
		return "the workers, one node after the other; the coordinator runs on"
	case h.coordinator && h.workers && h.cluster.ECS != nil:
		return "the coordinator first, then the workers one after the other"
	case h.coordinator && h.workers:
		return "coordinator and workers at the same time, the workers a quarter at a time"
	case h.coordinator:
		return "the coordinator; the workers run on"
	case h.cluster.ECS != nil:
		return "the workers one after the other; the coordinator runs on"
	}
	return "the workers, a quarter at a time; the coordinator runs on"
}

// start is how long a server of Trino takes to start, in seconds, by the number of its catalogs.
type start struct{ catalogs, from, to int }

// starts was measured on Trino 476 with two shared cores, which makes the upper ends upper bounds: 8 to 40 s over all kinds of
// configuration, 17 s with 20 catalogs, 88 s with 300.
func starts() []start {
	return []start{{20, 8, 40}, {300, 17, 88}}
}

// startUp is the range for a number of catalogs: "8–40 s".
func startUp(catalogs int) string {
	for _, s := range starts() {
		if catalogs <= s.catalogs {
			return fmt.Sprintf("%d–%d s", s.from, s.to)
		}
	}
	last := starts()[len(starts())-1]
	return fmt.Sprintf("%d s or more", last.to)
}

// away says whether and for how long no coordinator answers.
func (h handover) away() string {
	took := startUp(len(h.cluster.Catalogs)) + " of Trino's own start (measured on 476)"
	away := "the coordinator is away for " + took + " and for what "
	switch {
	case !h.coordinator:
		return ""
	case h.cluster.ECS != nil:
		return away + "ECS takes to stop the old task, place the new one and pull the image"
	case h.recreate:
		return away + "Kubernetes takes to stop the old pod and place the new one"
	}
	// A Deployment's default: 25 % of one pod is one pod more, and none less.
	return "a coordinator answers all the time: Kubernetes stops the old one when the new one is ready, after " + took + "; until then requests may reach either"
}

// queries says what becomes of running queries. Their state is in the coordinator alone; a worker holds tasks.
func (h handover) queries() string {
	text := h.running()
	if h.version {
		text += "; until all nodes have the new version, those of the other one take no part (trino#17514)"
	}
	return text
}

func (h handover) running() string {
	retry := cmp.Or(h.was.Spec.Retry, "NONE")
	switch {
	case h.coordinator:
		return "all of them fail: the coordinator alone knows them, whatever the retry policy (" + retry + ")"
	case retry == "TASK":
		return "they go on: tasks of a leaving worker are done again by others (retry TASK)"
	case retry == "QUERY":
		return "those with tasks on a leaving worker start again from the beginning (retry QUERY)"
	case h.drained:
		return fmt.Sprintf("a leaving worker has %d s for its tasks; queries that need it for longer fail (retry NONE)", h.was.Workers.Drain.Value)
	}
	return "those with tasks on a leaving worker fail: nothing asks it to finish them first, and Trino ends on SIGTERM (retry NONE)"
}

// replaced says why nodes are others afterwards, not only restarted: a value of theirs that only a new machine can have.
func (c Change) replaced(place string) []string {
	was, is := c.cluster(c.Before, place), c.cluster(c.After, place)
	if was == nil || is == nil {
		return nil
	}
	var reasons []string
	for _, f := range []struct{ what, before, after string }{
		{"coordinator: instances", strings.Join(was.Coordinator.Instances, ", "), strings.Join(is.Coordinator.Instances, ", ")},
		{"workers: instances", strings.Join(was.Worker.Instances, ", "), strings.Join(is.Worker.Instances, ", ")},
		{"zone", was.Home.Zone.Value, is.Home.Zone.Value},
		{"subnet", was.Home.Subnet.Value, is.Home.Subnet.Value},
		{"launch type", was.Task.Launch.Value, is.Task.Launch.Value},
		{"architecture", was.Task.Architecture.Value, is.Task.Architecture.Value},
		{"coordinator: size", sizeOf(was.Coordinator), sizeOf(is.Coordinator)},
		{"workers: size", sizeOf(was.Worker), sizeOf(is.Worker)},
		{"workers: spot capacity", fmt.Sprint(was.Workers.Spot), fmt.Sprint(is.Workers.Spot)},
	} {
		if f.before != f.after {
			reasons = append(reasons, f.what+" "+cmp.Or(f.before, "none")+" → "+cmp.Or(f.after, "none"))
		}
	}
	return reasons
}

func sizeOf(r model.Role) string {
	return fmt.Sprintf("%g vCPU, %s", r.CPU.Value, r.Memory.Text)
}
