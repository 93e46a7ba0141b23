package ssm

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"weir.local/generator/aws/release"
)

// Difference is what somebody else did to a parameter of the newest release.
type Difference struct {
	Parameter string    `json:"parameter"`
	What      string    `json:"what"`             // "changed", "deleted", "added"
	Pinned    int64     `json:"pinned,omitempty"` // version; of an added one none
	Newest    int64     `json:"newest,omitempty"` // version; of a deleted one none
	Modified  time.Time `json:"modified,omitzero"`
	By        string    `json:"by,omitempty"` // ARN
}

// Drift is what differs from the newest release, though no push wrote it.
type Drift struct {
	Home        string       `json:"home"`
	Release     int64        `json:"release"`
	Differences []Difference `json:"differences"`
	Pending     int          `json:"pending"` // parameters that out/ says otherwise and no push wrote yet
}

// Drift compares what is there with the newest release. It writes nothing.
//
// What a push wrote before it was stopped is no drift: out/ says the same.
func (s *Store) Drift(ctx context.Context, p *Payload) (*Drift, error) {
	there, err := s.beneath(ctx, p.Home)
	if err != nil {
		return nil, err
	}
	if err := p.belongs(there); err != nil {
		return nil, err
	}
	text, ok := there[p.Release.Name]
	if !ok {
		return nil, refuse("weir ssm push writes the first", "there is no release of %s", p.Home)
	}
	past, err := s.everNamed(ctx, p.Home)
	if err != nil {
		return nil, err
	}
	newest, err := s.releases(ctx, []held{text})
	if err != nil {
		return nil, err
	}
	d := &Drift{Home: p.Home, Release: text.Version, Differences: differences(p, there, newest[0])}
	d.Pending = pending(p.plan(there), d.Differences)
	d.Differences = append(d.Differences, added(p, there, past)...)
	slices.SortFunc(d.Differences, func(a, b Difference) int { return cmp.Compare(a.Parameter, b.Parameter) })
	return d, s.whoDid(ctx, d.Differences)
}

// pending is how many parameters out/ says otherwise, but for those that
// somebody else wrote.
func pending(plan *Plan, others []Difference) int {
	n := 0
	for _, s := range plan.Steps {
		theirs := slices.ContainsFunc(others, func(d Difference) bool { return d.Parameter == s.Parameter })
		if (s.State == Create || s.State == Change) && !theirs {
			n++
		}
	}
	return n
}

// differences are the parameters of a release that are no longer as it pins
// them, and not as the payload says either.
func differences(p *Payload, there map[string]held, r Held) []Difference {
	declared, versions := map[string]string{}, map[string]int64{}
	for _, f := range p.Files {
		declared[f.Name], versions[f.Name] = f.Value, there[f.Name].Version
	}
	for _, l := range p.lists(versions) {
		declared[l.Name] = l.value
	}
	all := []Difference{}
	seen := map[string]bool{}
	for _, pin := range r.pins() {
		if seen[pin.Parameter] {
			continue
		}
		seen[pin.Parameter] = true
		h, ok := there[pin.Parameter]
		switch {
		case !ok:
			all = append(all, Difference{Parameter: pin.Parameter, What: "deleted", Pinned: pin.Version})
		case !pin.Holds(h.Value) && h.Value != declared[pin.Parameter]:
			all = append(all, Difference{Parameter: pin.Parameter, What: "changed", Pinned: pin.Version, Newest: h.Version})
		}
	}
	return all
}

// added are the parameters that no release ever named and out/ does not name.
func added(p *Payload, there map[string]held, past map[string]bool) []Difference {
	known := map[string]bool{release.LockName(p.Home): true, p.Release.Name: true}
	for _, f := range p.Files {
		known[f.Name] = true
	}
	var all []Difference
	for name, h := range there {
		if !known[name] && !past[name] && !strings.HasPrefix(name, p.Home+"/lists/") {
			all = append(all, Difference{Parameter: name, What: "added", Newest: h.Version})
		}
	}
	return all
}

// everNamed are the parameters that any release names which is still held.
func (s *Store) everNamed(ctx context.Context, home string) (map[string]bool, error) {
	texts, err := s.history(ctx, release.Name(home))
	if err != nil {
		return nil, err
	}
	releases, err := s.releases(ctx, texts)
	named := map[string]bool{}
	for _, r := range releases {
		for _, pin := range r.pins() {
			named[pin.Parameter] = true
		}
	}
	return named, err
}

// whoDid adds who wrote each parameter last, and when. Who deleted one only
// CloudTrail knows.
func (s *Store) whoDid(ctx context.Context, all []Difference) error {
	for i, d := range all {
		if d.What == "deleted" {
			continue
		}
		versions, err := s.history(ctx, d.Parameter)
		if err != nil {
			return err
		}
		if len(versions) > 0 {
			last := versions[len(versions)-1]
			all[i].Modified, all[i].By = last.Modified, last.By
		}
	}
	return nil
}

// Earlier is a release that Parameter Store still holds.
type Earlier struct {
	Number int64
	Newest int64
	Gone   []string // what it pins and is no longer there: empty when it can be pointed at
	Others []int64  // the releases that are held, newest first
}

// Earlier looks whether a release is whole: its lists, and every version of
// every file, as they were pinned. Number 0 is the one before the newest. It
// writes nothing.
func (s *Store) Earlier(ctx context.Context, p *Payload, number int64) (*Earlier, error) {
	texts, err := s.history(ctx, p.Release.Name)
	if err != nil {
		return nil, err
	}
	if len(texts) == 0 {
		return nil, refuse("weir ssm push writes the first", "there is no release of %s", p.Home)
	}
	newest := texts[len(texts)-1].Version
	if number == 0 {
		number = newest - 1
	}
	e := &Earlier{Number: number, Newest: newest}
	var text []held
	for _, t := range slices.Backward(texts) {
		e.Others = append(e.Others, t.Version)
		if t.Version == number {
			text = append(text, t)
		}
	}
	if len(text) == 0 {
		return nil, refuse(fmt.Sprintf("there are %d to %d", e.Others[len(e.Others)-1], newest), "there is no release %d of %s", number, p.Home)
	}
	releases, err := s.releases(ctx, text)
	if err != nil {
		return nil, err
	}
	_, err = s.whole(ctx, &releases[0])
	e.Gone = releases[0].Gone
	return e, err
}
