package adopt

import (
	"encoding/json"
	"slices"
	"strings"

	"weir.local/generator/chart"
	"weir.local/generator/nearest"
	"weir.local/generator/source"
	"weir.local/schema"
)

// HelmValues takes values of the official Trino chart: a cluster on EKS and its catalogs.
func HelmValues(in Input, o Options) (Result, []Document, error) {
	var r Result
	root := r.parseYAML(in)
	if root == nil {
		return r, nil, nil
	}
	if root.kind != mapping {
		r.refuse(root.at, "these are no values of a chart", "name the file that Helm takes with --values")
		return r, nil, nil
	}
	known, _ := chart.Of(chart.Versions()[len(chart.Versions())-1])
	h := helm{r: &r, o: o, chart: known}
	h.doc = Document{root: root, used: map[*node]bool{}, read: (*Result).parseYAML, skip: h.unread, why: h.why}
	h.c = cluster{name: o.Cluster, platform: "eks", brought: o.Flags, at: root.at}
	h.unreadKeys("", root)
	h.server()
	h.role("coordinator", &h.c.coordinator)
	h.role("worker", &h.c.workers)
	h.pods()
	if err := h.catalogs(); err != nil {
		return r, nil, err
	}
	r.cluster(h.c, h.o)
	h.doc.Rendered = o.Environment + "/" + h.c.name + "/helm/values.yaml"
	return r, []Document{h.doc}, nil
}

// helm is values on their way into a cluster.
type helm struct {
	r     *Result
	o     Options
	c     cluster
	chart chart.Chart
	doc   Document
	never map[string]bool // paths that the chart never reads
}

// unreadKeys tells the keys that the chart never reads, each with the nearest that it does.
func (h *helm) unreadKeys(path string, n *node) {
	if path != "" {
		if _, known := h.chart.Key(path); known {
			return
		}
		if !h.leads(path) {
			if h.never == nil {
				h.never = map[string]bool{}
			}
			h.never[path] = true
			because := "chart " + h.chart.Version + " never reads it"
			if near := h.nearest(path); near != "" {
				because += "; did you mean " + near + "?"
			}
			h.r.leave(n.at, path, because)
			return
		}
	}
	for i, key := range n.keys {
		h.unreadKeys(label(path, key), n.items[i])
	}
}

// leads says whether keys of the chart lie beneath a path.
func (h *helm) leads(path string) bool {
	return slices.ContainsFunc(h.chart.Keys, func(k chart.Key) bool { return strings.HasPrefix(k.Path, path+".") })
}

// nearest is the key that a path was probably meant to be: first among those beside it, then by its last word anywhere.
func (h *helm) nearest(path string) string {
	var all, beside []string
	above := path[:strings.LastIndexByte(path, '.')+1]
	for _, k := range h.chart.Keys {
		all = append(all, k.Path)
		if rest, ok := strings.CutPrefix(k.Path, above); ok {
			first, _, _ := strings.Cut(rest, ".")
			beside = append(beside, above+first)
		}
	}
	if near, known := movedKeys[path[strings.LastIndexByte(path, '.')+1:]]; known {
		role, _, _ := strings.Cut(path, ".")
		return strings.ReplaceAll(near, "{role}", role)
	}
	slices.Sort(beside)
	last := path[len(above):]
	for _, candidate := range slices.Compact(beside) {
		if near := nearest.Names(last, []string{candidate[len(above):]}, 1); len(near) > 0 {
			return candidate
		}
	}
	if near := nearest.Names(path, all, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// movedKeys are keys of published values that the chart has under quite another name (awslabs/data-on-eks, Trino sample).
var movedKeys = map[string]string{
	"extraArguments":        "{role}.additionalJVMConfig",
	"initialHashPartitions": "additionalConfigProperties",
	"maxStageRetries":       "additionalConfigProperties",
	"maxExecutionTime":      "additionalConfigProperties",
	"clientTimeout":         "additionalConfigProperties",
	"minWorkers":            "additionalConfigProperties",
	"replicas":              "server.workers",
}

func (h *helm) unread(path string, _ *node) bool {
	return h.never[path] || strings.HasPrefix(path, "catalogs.") || path == "env["+h.secretOf(path)+"].valueFrom.secretKeyRef.name"
}

// secretOf is the name of the variable in a path of env.
func (h *helm) secretOf(path string) string {
	name, ok := strings.CutPrefix(path, "env[")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, "]")
	return name
}

func (h *helm) why(path string) (string, bool) {
	if variable := h.secretOf(path); slices.ContainsFunc(h.r.Secrets, func(s Secret) bool { return s.Variable == variable && variable != "" }) {
		return "the property that takes it has a reference now: see what to store", true
	}
	reasons := []struct{ prefix, because string }{
		{"server.keda", "scaling is declared: workers.min, workers.max, workers.scale"},
		{"server.autoscaling", "scaling is declared: workers.min, workers.max, workers.scale"},
		{"worker.terminationGracePeriodSeconds", "weir works it out: two minutes on spot capacity, else twice the grace period and ten minutes"},
		{"server.node", "weir writes the environment's name and the image's folders"},
		{"envFrom", "it names no variable; a reference says where the value of a property lies"},
		{"env", "no property that was imported takes this variable"},
	}
	for _, r := range reasons {
		if strings.HasPrefix(path, r.prefix) {
			return r.because, true
		}
	}
	return "", false
}

// text is the text at a path, which the cluster then holds.
func (h *helm) text(path string) string {
	return h.doc.take(strings.Split(path, ".")...).string()
}

// server takes what the chart has once for both roles.
func (h *helm) server() {
	if name := h.text("fullnameOverride"); h.c.name == "" {
		h.c.name = name
	}
	h.o.Cluster = h.c.name
	if h.o.Clusters == nil && h.c.name != "" {
		h.o.Clusters = []string{h.c.name}
	}
	h.c.image = h.imageOf(h.text("image.registry"), h.text("image.repository"))
	tag := h.doc.root.get("image", "tag")
	if v, ok := tag.integer(); ok && v > 0 && v < 10000 {
		h.c.version = int(v)
		h.o.Version = int(v)
		h.doc.use(tag)
	} else {
		h.c.guessVersion(h.r, tag.string())
	}
	workers := h.doc.root.get("server", "workers")
	h.c.min = -1
	if n, ok := workers.integer(); ok && n >= 0 {
		h.c.min = n
		h.doc.use(workers)
	}
	h.most()
	if level := h.text("server.log.trino.level"); level != "INFO" && slices.Contains([]string{"DEBUG", "WARN", "ERROR"}, level) {
		h.c.log = Fields{{"io.trino", level}}
	}
	h.c.maxMemory = h.text("server.config.query.maxMemory")
	h.doc.take("server", "node")
	h.doc.take("service", "port")
	h.doc.take("catalogs")
	if dirs := h.doc.take("server", "exchangeManager", "baseDir"); len(dirs.each()) == 1 {
		h.c.exchange = strings.TrimSuffix(dirs.items[0].string(), "/")
	}
	h.doc.take("server", "exchangeManager", "name")
	h.config()
}

// most takes how many workers there may be, from what scales them: KEDA or, without it, the autoscaler of the chart.
func (h *helm) most() {
	for _, scaler := range []struct{ name, least, most string }{{"keda", "minReplicaCount", "maxReplicaCount"}, {"autoscaling", "", "maxReplicas"}} {
		said := h.doc.root.get("server", scaler.name)
		if said.get("enabled").string() != "true" {
			continue
		}
		if n, ok := said.get(scaler.most).integer(); ok && n >= 1 && n < 1<<30 {
			h.c.max = n
			h.doc.use(said.get(scaler.most))
		}
		if n, ok := said.get(scaler.least).integer(); ok && n >= 0 && n < 1<<30 {
			h.c.min = n
			h.doc.use(said.get(scaler.least))
		}
		return
	}
}

// imageOf is the image without the environment's registry.
func (h *helm) imageOf(registry, repository string) string {
	if registry != "" {
		repository = registry + "/" + repository
	}
	if h.o.Registry != "" {
		repository = strings.TrimPrefix(repository, h.o.Registry+"/")
	}
	return repository
}

// config takes the lines of config.properties: of both roles, then of each, and those of the other files.
func (h *helm) config() {
	e := etc{r: h.r, o: h.o, c: h.c, role: "coordinator", pool: &h.c.coordinator}
	e.pool = &e.c.coordinator
	take := func(role string, p *pool, n *node) {
		e.role, e.pool = role, p
		h.doc.use(n)
		e.config(h.lines(n))
	}
	take("coordinator", &e.c.coordinator, h.doc.root.get("additionalConfigProperties"))
	take("worker", &e.c.workers, h.doc.root.get("additionalConfigProperties"))
	take("coordinator", &e.c.coordinator, h.doc.root.get("server", "coordinatorExtraConfig"))
	take("worker", &e.c.workers, h.doc.root.get("server", "workerExtraConfig"))
	e.levels(h.lines(h.doc.take("additionalLogProperties")))
	e.listener(h.lines(h.doc.take("eventListenerProperties")))
	h.inJSON(&e, e.resourceGroups, "resourceGroups", "resourceGroupsConfig")
	h.inJSON(&e, e.sessionRules, "sessionProperties", "sessionPropertiesConfig")
	h.c = e.c
}

// inJSON takes a file of JSON that the values hold as a text.
func (h *helm) inJSON(e *etc, take func(Input), path ...string) {
	n := h.doc.root.get(path...)
	if n == nil || n.kind != text || strings.TrimSpace(n.text) == "" {
		return
	}
	h.doc.take(path[0])
	before := strings.Repeat("\n", n.at.Line) // so that findings stand at the values' own lines
	take(Input{Name: n.at.File, Data: []byte(before + n.text)})
}

// lines are the settings of a list of lines, or of a text.
func (h *helm) lines(n *node) []setting {
	var all []setting
	items := n.each()
	if n != nil && n.kind == text {
		items = []*node{n}
	}
	for _, item := range items {
		found, _ := h.r.settings(Input{Name: item.at.File, Data: []byte(item.string())})
		for _, s := range found {
			s.at = source.Pos{File: item.at.File, Line: item.at.Line + s.at.Line - 1, Col: item.at.Col}
			if item.block {
				s.at.Line, s.at.Col = s.at.Line+1, 0
			}
			all = append(all, s)
		}
	}
	return all
}

// role takes a role's container and JVM.
func (h *helm) role(name string, p *pool) {
	p.known = true
	if heap, ok := jvmHeap(h.text(name + ".jvm.maxHeapSize")); ok {
		p.heap = heap
	}
	h.doc.take(name, "jvm", "gcMethod")
	h.doc.take(name, "config", "nodeScheduler")
	p.headroom = h.text(name + ".config.memory.heapHeadroomPerNode")
	p.perNode = h.text(name + ".config.query.maxMemoryPerNode")
	for _, item := range h.doc.take(name, "additionalJVMConfig").each() {
		h.c.flag(h.r, p, item.string(), item.at)
	}
	resources := h.doc.root.get(name, "resources")
	memory := resources.get("limits", "memory")
	if memory == nil {
		memory = resources.get("requests", "memory")
	}
	if q := memory.string(); strings.HasSuffix(q, "Gi") || strings.HasSuffix(q, "Mi") {
		p.memory = q + "B"
	}
	if cores, ok := coresOf(resources.get("requests", "cpu").string()); ok {
		p.cpu = cores
	}
	h.doc.use(resources)
}

// coresOf is a quantity of CPU as a number of cores: "6", "500m".
func coresOf(quantity string) (json.Number, bool) {
	milli, inMilli := strings.CutSuffix(quantity, "m")
	n, ok := (&node{kind: number, text: milli}).integer()
	switch {
	case !ok || n <= 0 || n > 1<<30:
		return "", false
	case !inMilli:
		return whole(n), true
	}
	return share(n, 1000), true
}

// pods takes where the pods run and as whom.
func (h *helm) pods() {
	const label = "topology.kubernetes.io/zone"
	zone := h.doc.take("worker", "nodeSelector", label).string()
	h.doc.take("coordinator", "nodeSelector", label)
	if letter, ok := strings.CutPrefix(zone, h.o.Region); ok && len(letter) == 1 {
		h.c.zone = letter
	}
	h.c.account = h.text("serviceAccount.name")
	h.doc.take("serviceAccount", "create")
	if seconds, ok := h.doc.take("worker", "terminationGracePeriodSeconds").integer(); ok && seconds == 120 {
		h.c.spot = true
		h.r.guess(Declaration{Kind: schema.KindCluster, Name: h.c.name}, "workers.spot", "true, onDemandBase 1", "a worker has two minutes to leave, the notice that spot capacity gives")
	}
}

// catalogs takes the chart's two maps of catalogs; the one that its templates win with is asked last.
func (h *helm) catalogs() error {
	seen := map[string]bool{}
	for _, key := range []string{"catalogs", "additionalCatalogs"} {
		all := h.doc.take(key)
		if all == nil || all.kind != mapping {
			continue
		}
		for i, name := range all.keys {
			n := all.items[i]
			if n.kind != text || seen[name] {
				continue
			}
			seen[name] = true
			if key == "catalogs" && strings.Contains(n.text, "{{") {
				h.r.leave(n.at, label(key, name), "it is a template of Helm's, which only Helm can fill in")
				continue
			}
			if err := h.r.catalog(name, h.lines(n), n.at, h.o); err != nil {
				return err
			}
		}
	}
	return nil
}
