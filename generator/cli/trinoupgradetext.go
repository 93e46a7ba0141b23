package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/upgrade"
)

// text is what was changed, a block for each step, and the changed defaults.
func (u *upgrading) text() string {
	var parts []string
	if u.fixed {
		parts = append(parts, u.doneText())
	}
	r := u.tool.report(u.after, u.paintOut())
	for _, s := range u.report.Steps {
		parts = append(parts, r.block(u.told(s)))
	}
	if text := u.defaultsText(); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n")
}

// told is a step as a finding is printed: with where it shows, and who mends it.
func (u *upgrading) told(s upgrade.Step) diag.Diagnostic {
	d := s.Diagnostic
	say := func(text string) { d.Related = append(slices.Clip(d.Related), diag.Related{Message: text}) }
	if len(s.In) > 0 {
		say("on " + inWords(s.In))
	}
	switch {
	case s.Fix != nil && s.Fix.To == "":
		say("--fix removes it")
	case s.Fix != nil:
		say("--fix renames it")
	case s.ByHand != "":
		say("by hand: " + s.ByHand)
	}
	return d
}

// inWords says where in few words: "adhoc, etl in dev, prod".
func inWords(all []upgrade.In) string {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b upgrade.In) int {
		return cmp.Or(cmp.Compare(a.Environment, b.Environment), cmp.Compare(a.Cluster, b.Cluster))
	})
	return offered(placesOf(sorted))
}

// fewDefaults is how many changed defaults of one kind of file are listed without --all.
const fewDefaults = 4

func (u *upgrading) defaultsText() string {
	if len(u.report.Defaults) == 0 {
		return ""
	}
	p := u.paintOut()
	var b strings.Builder
	fmt.Fprintln(&b, p.bold("changed defaults")+" of properties that nothing sets; to keep the old one, write it:")
	for group := range slices.Values(byFile(u.report.Defaults)) {
		fmt.Fprintf(&b, "  %s, %s\n", group[0].File, reliers(group))
		lines := table{indent: "    ", width: u.width(), columns: []column{{}, {}}}
		for i, d := range group {
			if i == fewDefaults && !u.options.all {
				lines.add(p.faint(fmt.Sprintf("and %d more: --all lists them", len(group)-i)), "")
				break
			}
			lines.add(d.Property, d.Was+" → "+d.Now)
		}
		b.WriteString(lines.String())
	}
	return b.String()
}

// byFile groups defaults that are sorted by file.
func byFile(all []upgrade.Default) [][]upgrade.Default {
	var groups [][]upgrade.Default
	for i, d := range all {
		if i == 0 || all[i-1].File != d.File {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], d)
	}
	return groups
}

// reliers says who relies on defaults: "catalogs files, hive on adhoc in prod".
func reliers(group []upgrade.Default) string {
	var catalogs []string
	var in []upgrade.In
	for _, d := range group {
		catalogs = append(catalogs, d.Catalogs...)
		in = append(in, d.In...)
	}
	slices.Sort(catalogs)
	catalogs = slices.Compact(catalogs)
	where := "on " + inWords(uniqueIn(in))
	switch len(catalogs) {
	case 0:
		return where
	case 1:
		return "catalog " + catalogs[0] + " " + where
	case 2, 3, 4:
		return "catalogs " + strings.Join(catalogs, ", ") + " " + where
	}
	return count(len(catalogs), "catalog") + " " + where
}

func uniqueIn(all []upgrade.In) []upgrade.In {
	var once []upgrade.In
	for _, in := range all {
		if !slices.Contains(once, in) {
			once = append(once, in)
		}
	}
	return once
}

// doneText lists what --fix changed, a line each.
func (u *upgrading) doneText() string {
	p := u.paintOut()
	lines := table{columns: []column{{paint: p.bold}, {}}}
	for _, d := range u.sortedDone() {
		d.Pos.File = filepath.ToSlash(u.shown(filepath.Join(u.before.root, filepath.FromSlash(d.Pos.File))))
		lines.add(fmt.Sprintf("%s:%d", d.Pos.File, d.Pos.Line), doneWords(d))
	}
	return lines.String()
}

func (u *upgrading) sortedDone() []load.Done {
	done := slices.Clone(u.edits.Done)
	slices.SortStableFunc(done, func(a, b load.Done) int { return a.Pos.Compare(b.Pos) })
	return done
}

// doneWords is an edit in words: "hive.a → hive.b", "tpch.produce-pages removed", "trino.version 470 → 476".
func doneWords(d load.Done) string {
	name := d.Place.Path[len(d.Place.Path)-1]
	switch d.Kind {
	case load.Rename:
		return name + " → " + d.Text
	case load.Remove:
		return name + " removed"
	}
	return "trino.version " + d.Was + " → " + d.Text
}
