package cli

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/compare"
	"weir.local/generator/load"
	"weir.local/generator/model"
	"weir.local/schema"
)

// diffReport is what a change does, in the form of docs/schema/diff.schema.json. It only grows.
type diffReport struct {
	Version    int            `json:"version"`
	Base       diffBase       `json:"base"`
	Changes    bool           `json:"changes"`
	Form       bool           `json:"formOnly"` // the declarations differ, and say the same
	Counts     diffCounts     `json:"counts"`
	Risks      []diffRisk     `json:"dataAtRisk"`
	Deliveries []diffDelivery `json:"deliveries"`
	Access     []diffThing    `json:"access"`
	Secrets    []diffSecret   `json:"secrets"`
	Capacity   []diffCapacity `json:"capacity"`
	Things     []diffThing    `json:"things"`
	Others     []diffRewrite  `json:"otherFiles"`
	Itself     []diffRewrite  `json:"byWeirItself"`

	environment string // that alone was compared
}

type diffBase struct {
	Revision  string `json:"revision"`
	Commit    string `json:"commit"`
	MergeBase bool   `json:"mergeBase"`
	Explained bool   `json:"explained"`
	Refused   string `json:"refused,omitempty"`

	short string
	bare  bool // out/ is not committed there, and declarations are
}

type diffCounts struct {
	Risks           int         `json:"dataAtRisk"`
	Restarts        int         `json:"restarts"`
	ClustersRemoved int         `json:"clustersRemoved"`
	Access          int         `json:"access"`
	SecretsNeeded   int         `json:"secretsNeeded"`
	Kinds           []diffKinds `json:"kinds"`
	Files           diffFiles   `json:"files"`
	Itself          int         `json:"byWeirItself"`
}

type diffKinds struct {
	Kind    string `json:"kind"`
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Renamed int    `json:"renamed"`
	Removed int    `json:"removed"`
}

type diffFiles struct {
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Removed int `json:"removed"`
}

type diffRisk struct {
	Where   []string  `json:"where"`
	Subject string    `json:"subject"`
	What    string    `json:"what"`
	Why     string    `json:"why"`
	At      *diffLine `json:"at,omitempty"`
}

// diffLine is a line of a declaration; of one that is gone, as the base has it.
type diffLine struct {
	jsonPlace
	AtBase bool `json:"atBase,omitempty"`
}

type diffDelivery struct {
	Where    []string `json:"where"`
	Platform string   `json:"platform,omitempty"`
	Effect   string   `json:"effect"`
	Roles    []string `json:"roles"`
	Order    string   `json:"order,omitempty"`
	Away     string   `json:"coordinatorAway,omitempty"`
	Queries  string   `json:"runningQueries,omitempty"`
	Reasons  []string `json:"reasons"`
	Replaced []string `json:"nodesReplaced"`
	ByItself bool     `json:"byWeirItself"`
}

type diffThing struct {
	Kind   string      `json:"kind"`
	Name   string      `json:"name"`
	Was    string      `json:"was,omitempty"`
	Change string      `json:"change"`
	Where  []string    `json:"where"`
	Fields []diffField `json:"fields"`
	At     *diffLine   `json:"at,omitempty"`
}

type diffField struct {
	Key    string `json:"key"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

type diffSecret struct {
	Where     []string `json:"where"`
	Place     string   `json:"place"`
	Variables []string `json:"variables"`
	For       []string `json:"for"`
	Needed    bool     `json:"needed"`
	Elsewhere []string `json:"elsewhere"`
}

type diffCapacity struct {
	Where  []string  `json:"where"`
	Before *diffSize `json:"before,omitempty"`
	After  *diffSize `json:"after,omitempty"`
}

type diffSize struct {
	MinWorkers int     `json:"minWorkers"`
	MaxWorkers int     `json:"maxWorkers"`
	MinCPU     float64 `json:"minVCPU"`
	MaxCPU     float64 `json:"maxVCPU"`
	MinMemory  int64   `json:"minMemoryBytes"`
	MaxMemory  int64   `json:"maxMemoryBytes"`
}

type diffRewrite struct {
	File  string   `json:"file"`
	Where []string `json:"where"`
}

// diffReportOf puts a report into the documented form, each place with its line.
func diffReportOf(c *compiled, b *base, r compare.Report) diffReport {
	line := func(at compare.At) *diffLine { return lineOf(c, b, at) }
	out := diffReport{
		Version: 1,
		Base: diffBase{
			Revision: b.revision.Name, Commit: b.revision.Commit, MergeBase: b.revision.Merge,
			Explained: r.Explained, Refused: b.refused, short: b.revision.Short(), bare: len(b.out) == 0 && len(b.rebuilt) > 0,
		},
		Changes: !r.None(),
		Form:    r.None() && b.digest != "" && b.digest != c.digest,
		Risks:   []diffRisk{}, Deliveries: []diffDelivery{}, Access: []diffThing{}, Secrets: []diffSecret{},
		Capacity: []diffCapacity{}, Things: []diffThing{}, Others: rewritesOf(r.Others), Itself: rewritesOf(r.Itself),
	}
	for _, k := range r.Risks {
		out.Risks = append(out.Risks, diffRisk{k.Where, k.Subject, k.What, k.Why, line(k.At)})
	}
	for _, d := range r.Deliveries {
		out.Deliveries = append(out.Deliveries, deliveryOf(d))
	}
	for _, t := range r.Things {
		thing := thingOf(t, line(t.At))
		out.Things = append(out.Things, thing)
		if access, ok := thing.access(); ok {
			out.Access = append(out.Access, access)
		}
	}
	for _, s := range r.Secrets {
		out.Secrets = append(out.Secrets, diffSecret{s.Where, s.Place, s.Variables, s.For, s.Needed, some(s.Elsewhere)})
	}
	for _, s := range r.Capacity {
		out.Capacity = append(out.Capacity, diffCapacity{s.Where, sizeOf(s.Before), sizeOf(s.After)})
	}
	out.Counts = countsOf(out, r)
	return out
}

// some is a list that JSON prints as one, also when nothing is in it.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// lineOf is the first of the places that stands in its file; when none does, where the last would stand.
func lineOf(c *compiled, b *base, at compare.At) *diffLine {
	lines := c.lines
	if at.Gone {
		lines = b.lines
	}
	if lines == nil || len(at.Places) == 0 {
		return nil
	}
	return &diffLine{placeIn(lines, at), at.Gone}
}

func placeIn(lines *load.Locator, at compare.At) jsonPlace {
	for _, p := range at.Places {
		if pos, exact := lines.Where(p); exact {
			return placeOf(p, pos)
		}
	}
	last := at.Places[len(at.Places)-1]
	pos, _ := lines.Where(last)
	return placeOf(last, pos)
}

func deliveryOf(d compare.Delivery) diffDelivery {
	return diffDelivery{
		Where: d.Where, Platform: d.Platform, Effect: string(d.Effect), Roles: rolesOf(d.Roles), Order: d.Order, Away: d.Away,
		Queries: d.Queries, Reasons: some(d.Reasons), Replaced: some(d.Replaced), ByItself: d.ByItself,
	}
}

func rolesOf(roles []model.RoleName) []string {
	names := []string{}
	for _, r := range roles {
		names = append(names, string(r))
	}
	return names
}

func thingOf(t compare.Thing, at *diffLine) diffThing {
	fields := []diffField{}
	for _, f := range t.Fields {
		fields = append(fields, diffField(f))
	}
	return diffThing{string(t.Kind), t.Name, t.Was, string(t.Change), t.Where, fields, at}
}

// access is the part of a change that changes who may do what: roles, and the tags that their expressions ask for.
func (t diffThing) access() (diffThing, bool) {
	switch schema.Kind(t.Kind) {
	case schema.KindRole:
		t.Fields = slices.DeleteFunc(slices.Clone(t.Fields), func(f diffField) bool { return f.Key == "description" || compare.IsWaiver(f.Key) })
		return t, t.Change != string(compare.Changed) || len(t.Fields) > 0
	case schema.KindDataset:
		t.Fields = slices.DeleteFunc(slices.Clone(t.Fields), func(f diffField) bool { return !strings.Contains("."+f.Key, ".tags.") })
		return t, t.Change == string(compare.Changed) && len(t.Fields) > 0
	}
	return t, false
}

func rewritesOf(all []compare.Rewrite) []diffRewrite {
	out := []diffRewrite{}
	for _, r := range all {
		out = append(out, diffRewrite(r))
	}
	return out
}

func sizeOf(s compare.Size) *diffSize {
	if s == (compare.Size{}) {
		return nil
	}
	return &diffSize{s.Min, s.Max, s.CPUMin, s.CPUMax, s.Memory, s.MemoryMax}
}

// countsOf counts each thing once, in however many places it is; clusters are counted in each.
func countsOf(out diffReport, r compare.Report) diffCounts {
	counts := diffCounts{
		Risks: len(out.Risks), Access: len(out.Access), Kinds: []diffKinds{},
		Files: diffFiles(r.Files),
	}
	for _, d := range r.Deliveries {
		switch d.Effect {
		case compare.Restart, compare.Replace:
			counts.Restarts += len(d.Where)
		case compare.Destroy:
			counts.ClustersRemoved += len(d.Where)
		}
	}
	for _, s := range r.Secrets {
		if s.Needed {
			counts.SecretsNeeded++
		}
	}
	for _, w := range r.Itself {
		counts.Itself += len(w.Where)
	}
	for _, root := range schema.Roots() {
		if k := kindsOf(string(root.Kind), out.Things); k != (diffKinds{Kind: string(root.Kind)}) {
			counts.Kinds = append(counts.Kinds, k)
		}
	}
	return counts
}

// kindsOf counts the names of one kind; one that is removed here and added there is removed, which is the worse of the two.
func kindsOf(kind string, things []diffThing) diffKinds {
	k := diffKinds{Kind: kind}
	seen := map[string]bool{}
	sorted := slices.Clone(things)
	rank := map[string]int{"removed": 0, "added": 1, "renamed": 2, "changed": 3}
	slices.SortStableFunc(sorted, func(a, b diffThing) int { return cmp.Compare(rank[a.Change], rank[b.Change]) })
	for _, t := range sorted {
		if t.Kind != kind || seen[t.Name] {
			continue
		}
		seen[t.Name] = true
		switch compare.Kind(t.Change) {
		case compare.Added:
			k.Added++
		case compare.Changed:
			k.Changed++
		case compare.Renamed:
			k.Renamed++
		case compare.Removed:
			k.Removed++
		}
	}
	return k
}
