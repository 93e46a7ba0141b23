package ssm

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"weir.local/generator/aws/release"
)

// State is what a push does with a parameter.
type State string

// What a push does. It never deletes: older releases may name what is stale.
const (
	Create    State = "create"
	Change    State = "change"
	Unchanged State = "unchanged"
	Stale     State = "stale"
)

// Step is a parameter that a push writes, or leaves alone.
type Step struct {
	State     State  `json:"state"`
	Parameter string `json:"parameter"`
	File      string `json:"file,omitempty"`    // "ssm/catalog/orders.yaml"; of a stale one none
	Version   int64  `json:"version,omitempty"` // the newest that there is
	Bytes     int    `json:"bytes,omitempty"`   // of the value that out/ says
}

// Plan is the difference of a payload and Parameter Store.
type Plan struct {
	Home    string   `json:"home"`
	Account string   `json:"account"`
	Region  string   `json:"region"`
	Release int64    `json:"release"` // the newest, 0: none yet
	Current bool     `json:"current"` // the newest release is what out/ says
	Steps   []Step   `json:"parameters"`
	Secrets []Secret `json:"secrets"` // to be created by somebody else
}

// Count is how many parameters have a state.
func (p *Plan) Count(state State) int {
	n := 0
	for _, s := range p.Steps {
		if s.State == state {
			n++
		}
	}
	return n
}

// Plan reads what there is and says what a push would do. It writes nothing.
func (s *Store) Plan(ctx context.Context, p *Payload) (*Plan, error) {
	there, err := s.beneath(ctx, p.Home)
	if err != nil {
		return nil, err
	}
	if err := p.belongs(there); err != nil {
		return nil, err
	}
	return p.plan(there), nil
}

// belongs refuses parameters of another account than the payload's.
func (p *Payload) belongs(there map[string]held) error {
	for _, name := range sorted(there) {
		if of := account(there[name].ARN); of != "" && of != p.Account {
			return refuse("use credentials of "+p.Account+", or another directory of out/", "these credentials are of account %s, and %s is of %s", of, p.Home, p.Account)
		}
	}
	return nil
}

func (p *Payload) plan(there map[string]held) *Plan {
	plan := &Plan{Home: p.Home, Account: p.Account, Region: p.Region, Release: there[release.Name(p.Home)].Version, Secrets: p.Secrets}
	named := map[string]bool{release.Name(p.Home): true, release.LockName(p.Home): true}
	for _, f := range p.Files {
		named[f.Name] = true
		plan.Steps = append(plan.Steps, f.step(there))
	}
	for name, h := range there {
		if !named[name] && !strings.HasPrefix(name, p.Home+"/lists/") {
			plan.Steps = append(plan.Steps, Step{State: Stale, Parameter: name, Version: h.Version})
		}
	}
	slices.SortFunc(plan.Steps, func(a, b Step) int { return cmp.Compare(a.Parameter, b.Parameter) })
	plan.Current = plan.Count(Create)+plan.Count(Change) == 0 && p.isCurrent(there)
	return plan
}

func (f File) step(there map[string]held) Step {
	h, ok := there[f.Name]
	step := Step{State: Create, Parameter: f.Name, File: f.Source, Version: h.Version, Bytes: len(f.Value)}
	switch {
	case ok && h.Value == f.Value:
		step.State = Unchanged
	case ok:
		step.State = Change
	}
	return step
}

// isCurrent says whether the newest release pins the newest version of every
// file: all of them are as the payload says.
func (p *Payload) isCurrent(there map[string]held) bool {
	versions := map[string]int64{}
	for _, f := range p.Files {
		versions[f.Name] = there[f.Name].Version
	}
	lists := map[string]int64{}
	for _, l := range p.lists(versions) {
		if there[l.Name].Value != l.value {
			return false
		}
		lists[l.Name] = there[l.Name].Version
	}
	return there[p.Release.Name].Value == p.text(p.lists(versions), lists)
}

// list is a parameter that pins files for a role.
type list struct {
	Parameter
	role, value string
}

// lists are the parameters that pin the files at these versions.
func (p *Payload) lists(versions map[string]int64) []list {
	var all []list
	for _, role := range roles() {
		var pins []release.Pin
		for _, f := range p.Files {
			if slices.Contains(f.Roles, role) {
				pins = append(pins, release.Pinned(f.Name, versions[f.Name], f.Value, f.Path))
			}
		}
		for i, value := range release.Lists(pins) {
			about := p.Release
			about.Name, about.Description, about.Tier = release.ListName(p.Home, role, i+1), "Files of the "+role+", pinned by releases of "+p.Home, "Standard"
			all = append(all, list{about, role, value})
		}
	}
	return all
}

// text is the value of the release that pins lists at these versions.
func (p *Payload) text(lists []list, versions map[string]int64) string {
	var pins []release.Pin
	for _, l := range lists {
		pins = append(pins, release.Pinned(l.Name, versions[l.Name], l.value, l.role))
	}
	return release.Text(pins)
}
