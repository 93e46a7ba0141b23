package check

import (
	"path"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// namedFile is a file that a property of a node's files names, and that must be there when Trino starts.
type namedFile struct {
	role   *model.Role
	line   model.Line
	name   string // as it is written: "/etc/trino/names.json"
	inside string // where it lies under /etc/trino: "names.json"
	inEtc  bool   // it lies there
}

// namedFiles are those of a cluster's nodes whose release is known; what the plan names it also brings along.
func (h *here) namedFiles(c *model.Cluster) []namedFile {
	var all []namedFile
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			of, ok := kindOf(c.Release, f)
			if !ok {
				continue
			}
			v := h.verdicts.of(of)
			for _, line := range f.Lines {
				if v.trait(line.Key).namesFile && line.Origin.Kind != source.KindComputed && !trino.HoldsSecret(line.Value) {
					all = append(all, filesIn(r, line)...)
				}
			}
		}
	}
	return all
}

// filesIn are the files that a line lists.
func filesIn(r *model.Role, line model.Line) []namedFile {
	var all []namedFile
	for _, name := range strings.Split(line.Value, ",") {
		name = strings.TrimSpace(name)
		f := namedFile{role: r, line: line, name: name}
		f.inside, f.inEtc = underEtc(name)
		if name != "" {
			all = append(all, f)
		}
	}
	return all
}

// underEtc is where a file lies under /etc/trino, if it does: the launcher has that as etc in the folder that Trino runs in.
func underEtc(name string) (inside string, ok bool) {
	name = path.Clean(name)
	if inside, ok = strings.CutPrefix(name, "/etc/trino/"); ok {
		return inside, true
	}
	return strings.CutPrefix(name, "etc/")
}

// kindOf is what a release knows of a file, catalogs among them.
func kindOf(release *trino.Release, f model.File) (*trino.File, bool) {
	if path.Dir(f.Path) == "catalog" && len(f.Lines) > 0 {
		return release.Connector(f.Lines[0].Value)
	}
	return fileOf(release, f)
}
