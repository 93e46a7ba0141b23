package check

import (
	"maps"
	"slices"
	"strings"

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
			if reason := reasonOf(decl, rule.ID); reason != "" {
				list[i].Level, list[i].Reason = diag.Waived, reason
				w.used[waiver{decl, rule.ID}] = true
				break
			}
		}
	}
	return list
}

// reasonOf is why a declaration waives a rule; a blank reason is none, and a finding of its own.
func reasonOf(decl *schema.Declaration, id string) string {
	return strings.TrimSpace(decl.Head().Waive[id])
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
		if len(decl.Head().Waive) == 0 {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(decl.Head().Waive)) {
			r, known := ruleOf(id)
			if !known || r.Firm || !ran(r) || reasonOf(decl, id) == "" || w.used[waiver{decl, id}] {
				continue
			}
			all = append(all, found(decl.At("waive", id), id+" finds nothing here: the waiver lowers nothing", "remove it"))
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
