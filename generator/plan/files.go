package plan

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// files are what Trino finds under /etc/trino, on both roles.
func (d *draft) files() {
	d.Coordinator.Files = d.filesOf(d.Coordinator)
	d.Worker.Files = d.filesOf(d.Worker)
}

func (d *draft) filesOf(r model.Role) []model.File {
	files := []model.File{d.configFile(r), d.nodeFile(), d.jvmFile(r), d.logFile()}
	files = append(files, d.listenersOf(r.Name)...)
	files = append(files, d.accessFiles(r.Name)...)
	files = append(files, d.drainFiles(r.Name)...)
	if r.Name == model.Coordinator {
		files = append(files, d.authenticators()...)
	}
	if f, ok := d.exchangeManager(); ok {
		files = append(files, f)
	}
	if f, ok := d.spoolingManager(); ok {
		files = append(files, f)
	}
	files = append(files, d.managedFiles(r)...)
	for _, c := range d.Catalogs {
		files = append(files, model.File{Path: "catalog/" + c.Name + ".properties", Lines: c.Properties, About: c.Description, Origin: source.Declared(c.Place)})
	}
	slices.SortFunc(files, func(a, b model.File) int { return cmp.Compare(a.Path, b.Path) })
	return files
}

// configFile is config.properties: what the platform needs, what the plan worked out, then the user's own, which win.
// The order of the first lines is the official chart's, so that both platforms read alike.
func (d *draft) configFile(r model.Role) model.File {
	lines := append(d.platformLines(r), d.planLines(r)...)
	for _, own := range d.ownLines(r) {
		lines = put(lines, own)
	}
	slices.SortStableFunc(lines, byScope)
	return model.File{Path: "config.properties", Lines: lines, Origin: source.Declared(d.Place)}
}

// byScope orders lines as the chart writes them: its own, those of both roles, those of one.
func byScope(a, b model.Line) int {
	rank := map[model.Scope]int{model.ByPlatform: 0, model.BothRoles: 1, model.CoordinatorOnly: 2, model.WorkerOnly: 2}
	return cmp.Compare(rank[a.Scope], rank[b.Scope])
}

const port = "8080" // Trino's own default, and the chart's

func (d *draft) platformLines(r model.Role) []model.Line {
	fixed := func(key, value, why string) model.Line {
		return model.Line{Key: key, Value: value, Scope: model.ByPlatform, Origin: source.Fixed(why)}
	}
	coordinator := r.Name == model.Coordinator
	lines := []model.Line{fixed("coordinator", plain(coordinator), "a node is a coordinator or a worker")}
	if coordinator {
		lines = append(lines, fixed("node-scheduler.include-coordinator", "false", "the coordinator plans and does not scan"))
	}
	lines = append(lines,
		fixed("http-server.http.port", port, "Trino listens on 8080"),
		d.sized("query.max-memory", d.Workers.QueryMemory),
		d.sized("query.max-memory-per-node", r.PerNode),
		d.sized("memory.heap-headroom-per-node", r.Headroom),
	)
	discovery := "http://localhost:" + port
	why := "the coordinator is its own discovery server"
	if !coordinator {
		discovery = "http://" + d.Name + ":" + port
		why = "workers find the coordinator by the cluster's name: its alias in Service Connect, its Service in Kubernetes"
	}
	return append(lines, model.Line{Key: "discovery.uri", Value: discovery, Scope: model.ByPlatform, Origin: source.Computed(why, source.Declared(d.Place))})
}

func (d *draft) sized(key string, size model.Bytes) model.Line {
	return model.Line{Key: key, Value: size.Text, Scope: model.ByPlatform, Origin: size.Origin}
}

// planLines follow from what the cluster declares in fields of its own.
func (d *draft) planLines(r model.Role) []model.Line {
	var lines []model.Line
	if value, ok := d.decl.value["sharedSecret"]; ok {
		lines = append(lines, d.line(d.ofCluster(), "internal-communication.shared-secret", value, d.scope, d.decl.origin("sharedSecret")))
	}
	if d.Spec.Retry != "" && d.Spec.Retry != "NONE" {
		lines = append(lines, model.Line{Key: "retry-policy", Value: d.Spec.Retry, Origin: d.decl.origin("retry")})
	}
	lines = slices.Concat(lines, d.spillLines(), d.spoolingLines(), d.waiting, d.beanLines())
	for i := range lines {
		lines[i].Scope = model.BothRoles
	}
	lines = append(lines, d.dynamicLines(r)...)
	if r.Name == model.Coordinator {
		return append(lines, d.coordinatorLines()...)
	}
	return append(lines, model.Line{Key: "shutdown.grace-period", Value: d.Workers.Grace.Value, Scope: model.WorkerOnly, Origin: d.Workers.Grace.Origin})
}

// coordinatorLines are those of the node that users and listeners have to do with.
func (d *draft) coordinatorLines() []model.Line {
	lines := append(d.securityLines(), d.managementLines()...)
	if files := d.eventListeners(); len(files) > 1 {
		lines = append(lines, filesLine("event-listener.config-files", files))
	}
	if origin := d.hidesColumns(); origin != nil {
		lines = append(lines, model.Line{Key: "hide-inaccessible-columns", Value: "true", Scope: model.CoordinatorOnly, Origin: origin})
	}
	return lines
}

// ownLines are the properties that the user wrote: for both roles, then for this one. A property that only a coordinator
// may carry never reaches a worker, where it would stop the start.
func (d *draft) ownLines(r model.Role) []model.Line {
	label, scoped := "coordinator", model.CoordinatorOnly
	if r.Name == model.Worker {
		label, scoped = "workers", model.WorkerOnly
	}
	var lines []model.Line
	for _, line := range d.writtenAt("properties") {
		if d.coordinatorOnly(line.Key) {
			if r.Name == model.Worker {
				continue
			}
			line.Scope = model.CoordinatorOnly
		}
		lines = append(lines, line)
	}
	for _, line := range d.writtenAt(label, "properties") {
		line.Scope = scoped
		lines = append(lines, line)
	}
	return lines
}

// writtenAt are the properties that the declaration writes at a path, sorted.
func (d *draft) writtenAt(path ...string) []model.Line {
	lines := map[string]model.Line{}
	for key, v := range d.at(path...) {
		origin := d.decl.origin(append(slices.Clone(path), key)...)
		lines[key] = d.line(d.ofCluster(), key, v, d.scope, origin)
		lines[key] = withScope(lines[key], model.BothRoles)
	}
	return sorted(lines)
}

func withScope(l model.Line, s model.Scope) model.Line {
	l.Scope = s
	return l
}

// coordinatorOnly says whether Trino of this version takes a property of config.properties on the coordinator alone.
func (d *draft) coordinatorOnly(property string) bool {
	if d.Release == nil {
		return false
	}
	p, status := d.Release.Server().Lookup(property)
	return status == trino.Known && p.Role == trino.CoordinatorOnly
}

// put replaces the line of the same property, keeping where the platform writes it, or adds one.
func put(lines []model.Line, own model.Line) []model.Line {
	for i, line := range lines {
		if line.Key != own.Key {
			continue
		}
		origin := *own.Origin
		origin.From = append(slices.Clone(origin.From), line.Origin)
		own.Origin = &origin
		if line.Scope == model.ByPlatform {
			own.Scope = model.ByPlatform
		}
		out := slices.Clone(lines)
		out[i] = own
		return out
	}
	return append(lines, own)
}

func (d *draft) nodeFile() model.File {
	line := func(key, value string, origin *source.Origin) model.Line {
		return model.Line{Key: key, Value: value, Scope: model.ByPlatform, Origin: origin}
	}
	// node.id is left out: one file serves every worker, and the image gives each its host name.
	return model.File{Path: "node.properties", Origin: source.Declared(d.Place), Lines: []model.Line{
		line("node.environment", d.env.Name, source.Declared(d.env.Place)),
		line("node.data-dir", "/data/trino", source.Fixed("the image's data directory")),
		line("plugin.dir", "/usr/lib/trino/plugin", source.Fixed("the image's plugins")),
	}}
}

func (d *draft) logFile() model.File {
	levels := map[string]model.Line{"io.trino": {Key: "io.trino", Value: "INFO", Scope: model.ByPlatform, Origin: source.Fixed("Trino's own default level")}}
	for logger, level := range d.Spec.Log {
		levels[logger] = model.Line{Key: logger, Value: level, Scope: model.BothRoles, Origin: d.decl.origin("log", logger)}
	}
	if own, ok := levels["io.trino"]; ok {
		levels["io.trino"] = withScope(own, model.ByPlatform)
	}
	lines := sorted(levels)
	slices.SortStableFunc(lines, byScope)
	return model.File{Path: "log.properties", Lines: lines, Origin: source.Declared(d.Place)}
}

// exchangeManager is exchange-manager.properties: where tasks keep their results, a bucket of the lake.
func (d *draft) exchangeManager() (model.File, bool) {
	if d.Spec.Exchange == nil {
		return model.File{}, false
	}
	origin := d.decl.origin("exchange")
	directories := d.inBucket("exchange.base-directories", "exchange", d.Spec.Exchange.Bucket, string(d.Spec.Exchange.Prefix))
	lines := []model.Line{
		{Key: "exchange-manager.name", Value: "filesystem", Scope: model.ByPlatform, Origin: origin},
		withScope(directories, model.ByPlatform),
		{Key: "exchange.s3.region", Value: d.env.Spec.Region, Scope: model.BothRoles, Origin: source.Declared(d.env.At("region"))},
	}
	return model.File{Path: "exchange-manager.properties", Origin: origin, Lines: d.withOwn(lines, "exchange", "properties")}, true
}

// inBucket is a property that takes a folder of a declared bucket, which a block of the cluster names: "s3://acme-exchange-prod/etl".
func (d *draft) inBucket(key, block, bucket, prefix string) model.Line {
	prefix = d.scope.fill(cmp.Or(prefix, d.Name+"/"))
	where := source.Computed(block+": the declared bucket's name in this environment, and the prefix",
		append([]*source.Origin{d.decl.origin(block, "bucket")}, d.bucketOrigins(bucket)...)...)
	return model.Line{Key: key, Value: "s3://" + d.bucket(bucket) + "/" + strings.TrimSuffix(prefix, "/"), Origin: where}
}

// bucket is the name in S3 of a declared bucket; empty when there is none.
func (d *draft) bucket(name string) string {
	for _, b := range d.env.Lake.Buckets {
		if b.Name == name {
			return b.Spec.Bucket
		}
	}
	return ""
}

func (d *draft) bucketOrigins(name string) []*source.Origin {
	for _, b := range d.env.Lake.Buckets {
		if b.Name == name {
			return []*source.Origin{source.Declared(b.Place.At("bucket"))}
		}
	}
	return nil
}
