package adopt

import (
	"path"
	"slices"
	"strings"

	"weir.local/generator/chart"
	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// Folder is what lies under /etc/trino of one node: config.properties, jvm.config, catalog/orders.properties.
type Folder struct {
	Name  string // as the user named it: "etc"
	Files []Input
	Paths []string // of the files in it: "catalog/orders.properties"
}

// Etc takes what nodes of one cluster find under /etc/trino: one folder of each role, or of one alone. A cluster that is
// declared already is left as it is; its catalogs are taken.
func Etc(folders []Folder, o Options, declared bool) (Result, []Document, error) {
	var r Result
	e := etc{r: &r, o: o, c: cluster{name: o.Cluster, platform: o.Platform, brought: o.Flags, min: -1, at: source.Pos{File: folders[0].Name}}, catalogs: map[string][]setting{}, declared: declared}
	for _, f := range folders {
		if err := e.folder(f); err != nil {
			return r, nil, err
		}
	}
	if e.nodes > 0 && !declared && !r.Findings.Errors() {
		e.finish()
	}
	return r, e.documents, nil
}

// etc is the folders of a cluster as they are read.
type etc struct {
	r         *Result
	o         Options
	c         cluster
	nodes     int // how many folders had files of a node's own
	declared  bool
	catalogs  map[string][]setting
	documents []Document
	role      string // of the folder that is being read
	pool      *pool
}

// folder takes one node's files.
func (e *etc) folder(f Folder) error {
	if err := e.roleOf(f); err != nil {
		return err
	}
	for i, in := range f.Files {
		file := f.Paths[i]
		if strings.HasPrefix(file, "catalog/") && path.Ext(file) == ".properties" && strings.Count(file, "/") == 1 {
			if err := e.catalog(in); err != nil {
				return err
			}
			continue
		}
		switch {
		case e.declared:
			e.r.leave(source.Pos{File: in.Name}, file, "the cluster "+e.o.Cluster+" is declared already")
		case !slices.Contains(f.Paths, "config.properties"):
			e.r.leave(source.Pos{File: in.Name}, file, "there is no config.properties beside it, so these are not a node's files")
		default:
			e.node(file, in)
		}
	}
	return nil
}

// roleOf finds in config.properties which role the folder is of; a folder of catalogs alone has none.
func (e *etc) roleOf(f Folder) error {
	e.role, e.pool = "coordinator", &e.c.coordinator
	i := slices.Index(f.Paths, "config.properties")
	if i < 0 {
		return nil
	}
	var quiet Result
	all, _ := quiet.settings(f.Files[i])
	for _, s := range all {
		if s.key == "coordinator" && s.value == "false" {
			e.role, e.pool = "worker", &e.c.workers
		}
	}
	if e.pool.known && !e.declared {
		e.r.refuse(source.Pos{File: f.Files[i].Name}, "a second folder of a "+e.role, "name one folder of a coordinator, and one of a worker")
	}
	e.pool.known = true
	e.nodes++
	return nil
}

// catalog takes a catalog's file; both roles have the same.
func (e *etc) catalog(in Input) error {
	before := len(e.r.Findings)
	all, ok := e.r.settings(in)
	if !ok {
		return nil
	}
	name := strings.TrimSuffix(path.Base(in.Name), ".properties")
	at := source.Pos{File: in.Name, Line: 1}
	if first, twice := e.catalogs[name]; twice {
		if !alike(first, all) {
			e.r.refuse(at, "catalog "+name+" has other properties here than in another of the folders", "give every node the same file of a catalog")
		}
		return nil
	}
	e.catalogs[name] = all
	if err := e.r.catalog(name, all, at, e.o); err != nil || len(e.r.Findings) > before {
		return err
	}
	e.keep("catalog/"+name+".properties", propertiesNode, in, nodeFile{})
	return nil
}

func alike(a, b []setting) bool {
	return slices.EqualFunc(a, b, func(x, y setting) bool { return x.key == y.key && x.value == y.value })
}

// node takes a file of the node itself.
func (e *etc) node(file string, in Input) {
	for _, known := range nodeFiles() {
		if known.path != file {
			continue
		}
		if known.lines != nil {
			if e.r.readable(in) {
				known.lines(e, in)
				e.keep(file, known.read, in, known)
			}
			return
		}
		if all, ok := e.r.settings(in); ok {
			known.settings(e, all)
			e.keep(file, propertiesNode, in, known)
		}
		return
	}
	if e.r.readable(in) {
		e.keep(file, textNode, in, nodeFile{takes: []string{}})
	}
}

// keep remembers a file, to compare it with what weir renders.
func (e *etc) keep(file string, read func(*Result, Input) *node, in Input, how nodeFile) {
	var quiet Result
	d := Document{Rendered: "etc/" + e.role + "/" + file, root: read(&quiet, in), used: map[*node]bool{}, read: read}
	d.skip = func(string, *node) bool { return false }
	d.why = func(key string) (string, bool) { text, known := how.why[key]; return text, known }
	if d.root == nil {
		return
	}
	for i, key := range d.root.keys {
		_, weirs := how.why[key]
		if how.takes == nil && !weirs || slices.Contains(how.takes, key) {
			d.use(d.root.items[i])
		}
	}
	e.documents = append(e.documents, d)
}

// nodeFile is how one of a node's files is taken.
type nodeFile struct {
	path     string
	settings func(*etc, []setting)
	lines    func(*etc, Input)          // in place of settings, of a file that is no .properties
	read     func(*Result, Input) *node // with lines: the file as a node
	takes    []string                   // the only names that are taken; nil: all
	why      map[string]string          // what weir decides by itself, and why
}

func nodeFiles() []nodeFile {
	return []nodeFile{
		{path: "config.properties", settings: (*etc).config, why: map[string]string{
			"discovery.uri":         "weir writes its own: workers find the coordinator by the cluster's name",
			"http-server.http.port": "weir writes 8080, which the chart and Service Connect offer",
		}},
		{path: "node.properties", settings: (*etc).nodeProperties, why: map[string]string{
			"node.environment": "weir writes the environment's name",
			"node.id":          "the image gives each node its host name",
			"node.data-dir":    "weir writes the image's own",
			"plugin.dir":       "weir writes the image's own",
		}},
		{path: "log.properties", settings: (*etc).levels},
		{path: "jvm.config", lines: (*etc).jvm, read: linesNode},
		{path: "resource-groups.json", lines: (*etc).resourceGroups, read: (*Result).parseJSON},
		{path: "resource-groups/resource-groups.json", lines: (*etc).resourceGroups, read: (*Result).parseJSON}, // the chart's
		{path: "session-property-config.json", lines: (*etc).sessionRules, read: (*Result).parseJSON},
		{path: "session-property-config/session-property-config.json", lines: (*etc).sessionRules, read: (*Result).parseJSON},
		{path: "event-listener.properties", settings: (*etc).listener, takes: []string{"event-listener.name", "mysql-event-listener.db.url"}},
		{path: "exchange-manager.properties", settings: (*etc).exchange, takes: []string{"exchange-manager.name", "exchange.base-directories"}, why: map[string]string{
			"exchange.base-directories": "weir knows one directory on S3",
		}},
	}
}

// config takes config.properties: what has a field goes there, what weir writes by itself is left to it.
func (e *etc) config(all []setting) {
	server := e.o.release().Server()
	all = e.r.hide(e.o, owner{"cluster " + e.c.name, e.c.name}, server, all, func(key string) (string, bool) {
		return strings.TrimPrefix(key, "internal-communication."), key == "internal-communication.shared-secret"
	})
	for _, s := range all {
		e.c.configure(e.pool, e.role, s)
	}
}

// configure takes one line of config.properties.
func (c *cluster) configure(p *pool, role string, s setting) {
	fields := map[string]*string{
		"query.max-memory":              &c.maxMemory,
		"query.max-memory-per-node":     &p.perNode,
		"memory.heap-headroom-per-node": &p.headroom,
		"retry-policy":                  &c.retry,
		"shutdown.grace-period":         &c.grace,
	}
	own := map[string]string{ // what weir writes by itself
		"coordinator": s.value, "discovery.uri": s.value, "http-server.http.port": s.value,
	}
	if role == "coordinator" {
		own["node-scheduler.include-coordinator"] = "false"
	}
	value, weirs := own[s.key]
	switch {
	case s.key == "internal-communication.shared-secret" && s.isSecret():
		c.shared = s.ref
	case s.key == "shutdown.grace-period" && role == "coordinator":
		p.settings = append(p.settings, s)
	case fields[s.key] != nil && !s.isSecret() && fits(s.key, s.value):
		*fields[s.key] = s.value
	case weirs && value == s.value:
	default:
		p.settings = append(p.settings, s)
	}
}

// fits says whether a field takes the value: sizes in percent, which Trino takes too, stay properties.
func fits(key, value string) bool {
	switch {
	case key == "retry-policy":
		return slices.Contains([]string{"NONE", "QUERY", "TASK"}, value)
	case key == "shutdown.grace-period":
		_, err := trino.ParseDuration(value)
		return err == nil
	}
	_, err := trino.ParseDataSize(value)
	return err == nil
}

func (e *etc) nodeProperties(all []setting) {
	for _, s := range all {
		if s.key == "node.environment" && e.o.Environment != "" && s.value != e.o.Environment {
			e.r.note(s.at, s.key, "another one than --env "+e.o.Environment)
		}
	}
}

// levels are the log levels that the schema has words for.
func (e *etc) levels(all []setting) {
	for _, s := range all {
		known := slices.Contains([]string{"DEBUG", "INFO", "WARN", "ERROR"}, s.value)
		written := slices.ContainsFunc(e.c.log, func(f Field) bool { return f.Label == s.key })
		if known && !written && (s.key != "io.trino" || s.value != "INFO") {
			e.c.log = append(e.c.log, Field{s.key, s.value})
		}
	}
}

// jvm takes the flags that weir does not write by itself.
func (e *etc) jvm(in Input) {
	for i, line := range strings.Split(string(in.Data), "\n") {
		e.c.flag(e.r, e.pool, strings.TrimSpace(line), source.Pos{File: in.Name, Line: i + 1, Col: 1})
	}
}

// flag takes one line of jvm.config.
func (c *cluster) flag(r *Result, p *pool, flag string, at source.Pos) {
	if flag == "" || flag[0] == '#' || ownFlag(flag) || slices.Contains(c.brought, flag) {
		return
	}
	if size, isHeap := strings.CutPrefix(flag, "-Xmx"); isHeap {
		if heap, ok := jvmHeap(size); ok {
			p.heap = heap
			return
		}
	}
	switch {
	case trino.FlagInClear(flag):
		name, _, _ := strings.Cut(flag, "=")
		r.leave(at, name, "it holds a secret in clear, which a JVM flag cannot take from elsewhere")
	case flag[0] == '-':
		p.flags = append(p.flags, flag)
	}
}

// ownFlag says whether weir writes a flag by itself, as the chart does.
func ownFlag(flag string) bool {
	known, _ := chart.Of(chart.Versions()[len(chart.Versions())-1])
	key, value, ok := known.Writes("jvm.config", "", flag)
	return ok && (key == "" || strings.HasSuffix(key, "heapRegionSize") && value == "32M")
}

func (e *etc) listener(all []setting) {
	file, _ := e.o.release().File("event-listener", "mysql")
	isMySQL := slices.ContainsFunc(all, func(s setting) bool { return s.key == "event-listener.name" && s.value == "mysql" })
	if !isMySQL {
		return
	}
	const url = "mysql-event-listener.db.url"
	for _, s := range e.r.hide(e.o, owner{"cluster " + e.c.name, e.c.name}, file, all, func(key string) (string, bool) { return "event-listener-url", key == url }) {
		if s.key == url && s.isSecret() {
			e.c.events = s.ref
		}
	}
}

func (e *etc) exchange(all []setting) {
	for _, s := range all {
		if s.key == "exchange.base-directories" && strings.HasPrefix(s.value, "s3://") && !strings.Contains(s.value, ",") {
			e.c.exchange = strings.TrimSuffix(s.value, "/")
		}
	}
}

// finish fills in what follows from both roles, and declares the cluster.
func (e *etc) finish() {
	if n := workersFor(e.o, e.c.workers.perNode, e.c.maxMemory); n > 0 {
		e.c.min = n
		d := Declaration{Kind: schema.KindCluster, Name: e.c.name}
		e.r.guess(d, "workers.min", string(whole(n)), "query.max-memory is what this many workers give")
	}
	e.r.cluster(e.c, e.o)
}

// propertiesNode is a .properties file as a mapping.
func propertiesNode(r *Result, in Input) *node {
	all, ok := r.settings(in)
	if !ok {
		return nil
	}
	n := &node{kind: mapping, at: source.Pos{File: in.Name, Line: 1}}
	for _, s := range all {
		value := s.value
		if _, whole := variableOf(value); whole {
			value = "${ENV:…}" // weir names variables itself
		}
		n.keys, n.items = append(n.keys, s.key), append(n.items, &node{kind: text, text: value, at: s.at})
	}
	return n
}

// linesNode is a file of flags as a mapping of those, comments left out.
func linesNode(_ *Result, in Input) *node {
	n := &node{kind: mapping, at: source.Pos{File: in.Name, Line: 1}}
	for i, line := range strings.Split(string(in.Data), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			name, value, _ := strings.Cut(line, "=")
			n.keys, n.items = append(n.keys, name), append(n.items, &node{kind: text, text: "=" + value, at: source.Pos{File: in.Name, Line: i + 1, Col: 1}})
		}
	}
	return n
}

// textNode is a file as one text.
func textNode(_ *Result, in Input) *node {
	return &node{kind: text, text: string(in.Data), at: source.Pos{File: in.Name, Line: 1}}
}
