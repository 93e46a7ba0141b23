package trino

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
)

// A Release is what is known of one Trino version. What a file may hold is
// decoded when it is first asked for. A Release may be used by many goroutines.
type Release struct {
	Version int // 476

	header header
	body   []byte

	mu       sync.Mutex
	sections map[int]map[string]*Class
	files    map[[2]string]*File
}

// Decode reads a file that `weir trino harvest` wrote. A byte of it that was changed, lost or added is an error: its checksum
// is looked at, as nobody inflates all of it.
func Decode(b []byte) (*Release, error) {
	r := &Release{sections: map[int]map[string]*Class{}, files: map[[2]string]*File{}}
	text, body, err := readMember(b)
	if err == nil {
		err = json.Unmarshal([]byte(text), &r.header)
	}
	if err != nil {
		return nil, fmt.Errorf("reading Trino's properties: %w", err)
	}
	r.body, r.Version = body, r.header.Version
	switch {
	case r.header.Form != dataForm:
		return nil, fmt.Errorf("reading Trino's properties: form %d, and this weir reads form %d", r.header.Form, dataForm)
	case r.Version <= 0:
		return nil, errors.New("reading Trino's properties: no version in the header")
	case crc32.ChecksumIEEE(body) != r.header.Sum:
		return nil, errors.New("reading Trino's properties: the checksum is another")
	}
	if len(r.Names("server")) == 0 {
		return nil, errors.New("reading Trino's properties: nothing about config.properties in it")
	}
	for _, s := range r.spans() {
		if s[0] < 0 || s[1] < 0 || s[0] > len(body) || s[1] > len(body)-s[0] {
			return nil, errors.New("reading Trino's properties: cut short")
		}
	}
	return r, nil
}

func (r *Release) spans() []span {
	all := append([]span{r.header.Session}, r.header.Sections...)
	for _, f := range r.header.Files {
		all = append(all, f.Span, f.Session)
	}
	return all
}

// Connectors lists the names that connector.name may have, sorted.
func (r *Release) Connectors() []string { return r.Names("connector") }

// Names lists the names of a kind of file: Names("event-listener") is http,
// http-server, kafka, mysql, openlineage.
func (r *Release) Names(kind string) []string {
	var names []string
	for _, f := range r.header.Files {
		if f.Kind == kind {
			names = append(names, f.Name)
		}
	}
	return names
}

// Kinds lists the kinds of file: access-control, connector, event-listener, ….
func (r *Release) Kinds() []string {
	var kinds []string
	for _, f := range r.header.Files {
		kinds = append(kinds, f.Kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// Connector answers what a catalog of a connector may hold: Connector("hive").
func (r *Release) Connector(name string) (*Connector, bool) { return r.File("connector", name) }

// Server answers what config.properties may hold.
func (r *Release) Server() *ConfigFile {
	f, _ := r.File("server", "")
	return f
}

// File answers what one of the other files may hold: File("event-listener",
// "mysql"), File("exchange-manager", "filesystem"), File("access-control",
// "file"), File("node", "") for node.properties.
func (r *Release) File(kind, name string) (*File, bool) {
	if kind == "node" {
		return r.node(), true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if f, ok := r.files[[2]string{kind, name}]; ok {
		return f, true
	}
	at := slices.IndexFunc(r.header.Files, func(f fileHeader) bool { return f.Kind == kind && f.Name == name })
	if at < 0 {
		return nil, false
	}
	f := r.decodeFile(r.header.Files[at])
	r.files[[2]string{kind, name}] = f
	return f, true
}

// At answers what the file at a path under /etc/trino may hold, when value answers
// what it says of a key: At("event-listener.properties", …). Not of catalogs, and
// not of files that are no properties.
func (r *Release) At(path string, value func(key string) string) (*File, bool) {
	name, ok := strings.CutSuffix(path, ".properties")
	kind := kindNamed(name)
	switch {
	case name == "config":
		return r.Server(), true
	case !ok || kind == "":
		return nil, false
	}
	return r.File(kind, value(NameKey(kind)))
}

// kindNamed is the kind of a file by its name; several of a kind, which config.properties then lists, have more behind it:
// "event-listener-http". Empty for no kind.
func kindNamed(name string) string {
	for kind := range naming {
		if name == kind || strings.HasPrefix(name, kind+"-") {
			return kind
		}
	}
	return ""
}

// launcher is what bin/launcher itself reads of node.properties.
var launcher = Class{Properties: []ClassProperty{
	{Name: "node.data-dir", Type: "Path"},
	{Name: "node.launcher-log-file", Type: "Path"},
	{Name: "node.server-log-file", Type: "Path"},
}}

// node is node.properties: the server's class for it, and the launcher's names.
func (r *Release) node() *File {
	f := newFile(r, fileHeader{Kind: "node"})
	server := r.Server()
	if server == nil {
		server = f
	}
	for _, b := range server.bindings {
		if strings.HasSuffix(b.Class, ".NodeConfig") {
			f.bind(Binding{Class: b.Class}, b.class)
		}
	}
	f.bind(Binding{Class: "launcher"}, launcher)
	return f
}

func (r *Release) decodeFile(h fileHeader) *File {
	f := newFile(r, h)
	for _, b := range readBindings(r.read(h.Span)) {
		if c, ok := r.section(b.section)[b.Class]; ok {
			f.bind(b.Binding, *c)
		}
	}
	return f
}

func (r *Release) section(i int) map[string]*Class {
	if r.sections[i] == nil && i >= 0 && i < len(r.header.Sections) {
		r.sections[i] = readClasses(r.read(r.header.Sections[i]))
	}
	return r.sections[i]
}

// read inflates one member. A damaged one reads as empty: Decode has checked
// what can be checked without inflating everything.
func (r *Release) read(s span) string {
	text, _, err := readMember(r.body[s[0] : s[0]+s[1]])
	if err != nil {
		return ""
	}
	return text
}

func (r *Release) readSession(s span) []SessionProperty {
	var all []SessionProperty
	_ = json.Unmarshal([]byte(r.read(s)), &all)
	return all
}

// SessionProperties lists what SET SESSION takes without a catalog's name, sorted: query_max_run_time is one. What a catalog
// takes behind its name is asked of its connector:
//
//	release, _ := trino.For(470) // or a cluster's model.Cluster.Release
//	hive, _ := release.Connector("hive")
//	hive.SessionProperties() // insert_existing_partitions_behavior, …; nil when they could not be learnt
func (r *Release) SessionProperties() []SessionProperty {
	return r.readSession(r.header.Session)
}

// Data is all that is known of the release, as Encode takes it.
func (r *Release) Data() Data {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := Data{Version: r.Version, Classes: map[string]Class{}, Session: r.readSession(r.header.Session)}
	for _, h := range r.header.Files {
		f := FileData{Kind: h.Kind, Name: h.Name, Plugin: h.Plugin, Session: r.readSession(h.Session)}
		for _, b := range readBindings(r.read(h.Span)) {
			f.Bindings = append(f.Bindings, b.Binding)
			if c, ok := r.section(b.section)[b.Class]; ok {
				d.Classes[b.Class] = *c
			}
		}
		d.Files = append(d.Files, f)
	}
	return d
}
