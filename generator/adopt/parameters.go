package adopt

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/source"
	"weir.local/schema"
)

// Parameter is a parameter of Parameter Store. A SecureString has no value here: nobody has read it.
type Parameter struct {
	Name   string // "/trino/catalog/orders.properties"
	Value  string
	Secure bool
}

// Parameters takes the parameters under a prefix, in the two ways in which Trino's configuration is kept there: a file a
// parameter ("…/catalog/orders.properties", as weir pushes them, long ones in parts /2, /3), or a property a parameter
// ("…/orders/connection-url"), where SecureStrings become references to where they lie.
func Parameters(all []Parameter, prefix string, o Options, declared bool) (Result, []Document, error) {
	p := parameters{prefix: strings.TrimSuffix(prefix, "/") + "/", files: map[string][]piece{}, catalogs: map[string][]setting{}}
	p.sort(all)
	var documents []Document
	if folders := p.folders(); len(folders) > 0 {
		r, found, err := Etc(folders, o, declared)
		if err != nil {
			return r, nil, err
		}
		p.r, documents = p.r.With(r), found
	}
	for _, name := range slices.Sorted(maps.Keys(p.catalogs)) {
		if err := p.r.catalog(name, p.catalogs[name], source.Pos{File: p.prefix + name}, o); err != nil {
			return p.r, nil, err
		}
	}
	return p.r, documents, nil
}

// parameters are told apart by what they hold.
type parameters struct {
	r        Result
	prefix   string
	files    map[string][]piece   // by path under the prefix: "catalog/orders.properties"
	catalogs map[string][]setting // kept a property a parameter
}

// piece is a part of a long file.
type piece struct {
	number int
	text   string
	name   string
}

// sort tells files, properties and what is neither apart.
func (p *parameters) sort(all []Parameter) {
	catalogs := map[string]bool{}
	for _, one := range all {
		if owner, isName := strings.CutSuffix(one.Name, "/connector.name"); isName && !one.Secure {
			catalogs[owner] = true
		}
	}
	for _, one := range all {
		at := source.Pos{File: one.Name}
		rest, under := strings.CutPrefix(one.Name, p.prefix)
		i := strings.LastIndexByte(one.Name, '/')
		file, number := filePart(rest)
		switch {
		case !under:
		case catalogs[one.Name[:i]]:
			p.property(one.Name[:i], one)
		case one.Secure:
			p.r.leave(at, rest, "a SecureString that no catalog's connector.name lies beside; its value was not read")
		case file != "":
			p.files[file] = append(p.files[file], piece{number, one.Value, one.Name})
		case rest == "release" || strings.Contains(rest, "lists/"):
			p.r.leave(at, rest, "weir ssm push makes releases itself")
		default:
			p.r.leave(at, rest, "neither a file of Trino's nor a property beside a connector.name")
		}
	}
}

// property takes a property of a catalog.
func (p *parameters) property(owner string, one Parameter) {
	s := setting{key: one.Name[len(owner)+1:], value: strings.TrimSpace(one.Value), at: source.Pos{File: one.Name}}
	if one.Secure {
		s.value, s.ref = "", schema.Reference{Parameter: one.Name}
	}
	name := owner[strings.LastIndexByte(owner, '/')+1:]
	p.catalogs[name] = append(p.catalogs[name], s)
}

// filePart is the file that a path under the prefix is of, and which part: "catalog/x.properties/2" is its second.
func filePart(rest string) (file string, number int) {
	number = 1
	if i := strings.LastIndexByte(rest, '/'); i > 0 {
		if n, err := strconv.Atoi(rest[i+1:]); err == nil && n > 1 {
			rest, number = rest[:i], n
		}
	}
	for _, ending := range []string{".properties", ".config", ".json", ".db"} {
		if strings.HasSuffix(rest, ending) {
			return rest, number
		}
	}
	return "", 0
}

// folders are what a coordinator and a worker find under /etc/trino: what lies under the role's name, and what both have.
func (p *parameters) folders() []Folder {
	var folders []Folder
	roles := []string{"coordinator", "worker"}
	for _, role := range roles {
		if p.has(role + "/") {
			folders = append(folders, p.folder(role))
		}
	}
	if len(folders) == 0 && len(p.files) > 0 {
		folders = append(folders, p.folder(""))
	}
	return folders
}

func (p *parameters) has(prefix string) bool {
	for file := range p.files {
		if strings.HasPrefix(file, prefix) {
			return true
		}
	}
	return false
}

// folder is one node's files.
func (p *parameters) folder(role string) Folder {
	f := Folder{Name: p.prefix + role}
	for _, file := range slices.Sorted(maps.Keys(p.files)) {
		first, rest, _ := strings.Cut(file, "/")
		path := file
		if first == "coordinator" || first == "worker" {
			if first != role {
				continue
			}
			path = rest
		}
		pieces := slices.SortedFunc(slices.Values(p.files[file]), func(a, b piece) int { return cmp.Compare(a.number, b.number) })
		var text []string
		for _, one := range pieces {
			text = append(text, one.text)
		}
		f.Files = append(f.Files, Input{Name: pieces[0].name, Data: []byte(strings.Join(text, "\n") + "\n")})
		f.Paths = append(f.Paths, path)
	}
	return f
}
