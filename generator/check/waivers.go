package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

// waivers lower findings that a declaration answers for, and remember which of them did.
type waivers struct {
	declared *declared
	used     map[waiver]bool
}

// waiver is one entry of a declaration's waive.
type waiver struct {
	decl *schema.Declaration
	id   string
}

func newWaivers(d *declared) *waivers {
	return &waivers{declared: d, used: map[waiver]bool{}}
}

// lower turns the findings into waived ones that their declaration, or the environment they show in, waives.
func (w *waivers) lower(rule Rule, list diag.List, environment string) diag.List {
	if rule.Firm {
		return list
	}
	for i, d := range list {
		for _, decl := range []*schema.Declaration{w.declared.at(d.Place), w.environment(environment)} {
			if decl == nil {
				continue
			}
			if reason := decl.Head().Waive[rule.ID]; reason != "" {
				list[i].Level, list[i].Reason = diag.Waived, reason
				w.used[waiver{decl, rule.ID}] = true
				break
			}
		}
	}
	return list
}

func (w *waivers) environment(name string) *schema.Declaration {
	if name == "" {
		return nil
	}
	return w.declared.at(source.Place{Path: source.Path{"environments", name}})
}

// unused are the waivers of rules that ran and lowered nothing.
func (w *waivers) unused(ran func(Rule) bool) diag.List {
	rule := uselessWaiver()
	var all diag.List
	for _, decl := range w.declared.all {
		for _, id := range slices.Sorted(maps.Keys(decl.Head().Waive)) {
			r, known := ruleOf(id)
			if !known || r.Firm || !ran(r) || decl.Head().Waive[id] == "" || w.used[waiver{decl, id}] {
				continue
			}
			all = append(all, found(decl.At("waive", id), id+" finds nothing here that it would have to be waived for", "remove it"))
		}
	}
	return rule.signed(all)
}

func ruleOf(id string) (Rule, bool) {
	for _, r := range Rules() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
