package ssm

import (
	"context"
	"fmt"
	"slices"

	"weir.local/generator/aws/release"
)

// Versions is how many versions Parameter Store keeps of a parameter (Systems
// Manager User Guide, Working with parameter versions).
const Versions = 100

// Held is a release as Parameter Store holds it.
type Held struct {
	Number int64
	Lists  []release.Pin
	Files  map[string][]release.Pin // by role
	Gone   []string                 // what it pins and is no longer there, or no longer the same
}

// pins are the lists and files of a release.
func (h Held) pins() []release.Pin {
	all := slices.Clone(h.Lists)
	for _, role := range sorted(h.Files) {
		all = append(all, h.Files[role]...)
	}
	return all
}

// releases reads releases by their texts, each with the lists that it pins.
func (s *Store) releases(ctx context.Context, texts []held) ([]Held, error) {
	var all []Held
	var refs []string
	for _, t := range texts {
		lists, err := release.ParseText(t.Value)
		h := Held{Number: t.Version, Lists: lists, Files: map[string][]release.Pin{}}
		if err != nil {
			h.Gone = append(h.Gone, fmt.Sprintf("%s:%d (%s)", t.Name, t.Version, err))
		}
		for _, l := range lists {
			refs = append(refs, l.Ref())
		}
		all = append(all, h)
	}
	got, err := s.at(ctx, refs)
	for i := range all {
		all[i].readLists(got)
	}
	return all, err
}

func (h *Held) readLists(got map[string]held) {
	for _, l := range h.Lists {
		value, ok := got[l.Ref()]
		pins, err := release.ParseList(value.Value)
		if !ok || !l.Holds(value.Value) || err != nil {
			h.Gone = append(h.Gone, l.Ref())
			continue
		}
		h.Files[l.For] = append(h.Files[l.For], pins...)
	}
}

// whole reads every file that a release pins, and notes what is gone.
func (s *Store) whole(ctx context.Context, h *Held) (map[string]held, error) {
	var refs []string
	for _, p := range h.pins() {
		refs = append(refs, p.Ref())
	}
	got, err := s.at(ctx, refs)
	if err != nil {
		return nil, err
	}
	for _, p := range h.pins() {
		if value, ok := got[p.Ref()]; (!ok || !p.Holds(value.Value)) && !slices.Contains(h.Gone, p.Ref()) {
			h.Gone = append(h.Gone, p.Ref())
		}
	}
	return got, nil
}

// protected are the texts of the releases that must stay whole.
func (s *Store) protected(ctx context.Context, home string, newest int64, p Protect) ([]held, error) {
	name := release.Name(home)
	var refs []string
	for n := newest; n > 0 && n > newest-int64(p.Newest); n-- {
		refs = append(refs, fmt.Sprintf("%s:%d", name, n))
	}
	for _, n := range p.Live {
		refs = append(refs, fmt.Sprintf("%s:%d", name, n))
	}
	got, err := s.at(ctx, refs)
	if err != nil {
		return nil, err
	}
	for _, n := range p.Live {
		if _, ok := got[fmt.Sprintf("%s:%d", name, n)]; !ok {
			return nil, refuse(fmt.Sprintf("weir ssm rollback names those that there are; the newest is %d", newest), "there is no release %d of %s", n, home)
		}
	}
	var texts []held
	for _, ref := range sorted(got) {
		texts = append(texts, got[ref])
	}
	slices.SortFunc(texts, func(a, b held) int { return int(b.Version - a.Version) })
	return texts, nil
}

// mayWrite refuses a push that would drop a version which a protected release
// pins: of the versions of a parameter, the oldest vanishes when the 101st is
// written.
func (w *writing) mayWrite(ctx context.Context, p Protect) error {
	full := w.full()
	if len(full) == 0 && len(p.Live) == 0 {
		return nil
	}
	texts, err := w.protected(ctx, w.payload.Home, w.there[w.payload.Release.Name].Version, p)
	if err != nil {
		return err
	}
	releases, err := w.releases(ctx, texts)
	if err != nil {
		return err
	}
	for _, r := range releases {
		for _, pin := range append(r.pins(), release.Pin{Parameter: w.payload.Release.Name, Version: r.Number}) {
			if version, ok := full[pin.Parameter]; ok && pin.Version <= version+1-Versions {
				return refuse(fmt.Sprintf("deploy a newer release everywhere, so that nothing runs release %d, and push with that one as --live, or fewer releases as --keep", r.Number),
					"release %d pins version %d of %s, and version %d would drop it", r.Number, pin.Version, pin.Parameter, version+1)
			}
		}
	}
	return nil
}

// full are the versions of the parameters that this push may write and that
// have all the versions that are kept.
func (w *writing) full() map[string]int64 {
	full := map[string]int64{}
	note := func(name, value string) {
		if h, ok := w.there[name]; ok && h.Version >= Versions && h.Value != value {
			full[name] = h.Version
		}
	}
	versions := map[string]int64{} // of a file that changes none yet, so its list changes too
	for _, f := range w.payload.Files {
		note(f.Name, f.Value)
		if h := w.there[f.Name]; h.Value == f.Value {
			versions[f.Name] = h.Version
		}
	}
	for _, l := range w.payload.lists(versions) {
		note(l.Name, l.value)
	}
	note(w.payload.Release.Name, "")
	return full
}
