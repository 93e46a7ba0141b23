package check

import (
	"iter"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/schema"
)

// Repo runs the rules over what is declared.
func Repo(repo *schema.Repo) diag.List {
	d := declarations(repo)
	w := newWaivers(d)
	var all diag.List
	for _, rule := range Rules() {
		if rule.Repo != nil {
			all = append(all, w.lower(rule, rule.signed(rule.Repo(d)), "")...)
		}
	}
	return append(all, w.unused(func(r Rule) bool { return r.Repo != nil })...)
}

// Model runs the rules over what was worked out. What is found alike in several environments is one finding.
func Model(repo *schema.Repo, platform *model.Platform) diag.List {
	return Environments(repo, slices.Values(platform.Environments))
}

// Environments is Model over environments that come one at a time; none is kept.
func Environments(repo *schema.Repo, environments iter.Seq[*model.Environment]) diag.List {
	d := declarations(repo)
	w := newWaivers(d)
	v := verdicts{}
	f := folder{declared: d}
	for env := range environments {
		h := &here{declared: d, env: env, verdicts: v}
		for _, rule := range Rules() {
			if rule.Model != nil {
				f.add(env.Name, w.lower(rule, rule.signed(rule.Model(h)), env.Name))
			}
		}
	}
	return append(f.list(), w.unused(func(r Rule) bool { return r.Model != nil })...)
}
