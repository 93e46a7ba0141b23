package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/generator/upgrade"
	"weir.local/generator/write"
	"weir.local/schema"
)

type trinoUpgradeOptions struct {
	loading
	to      string
	cluster string
	fix     bool
	all     bool
	format  string
}

func newTrinoUpgrade(t *tool) *cobra.Command {
	var o trinoUpgradeOptions
	cmd := &cobra.Command{
		Use:   "upgrade --to VERSION",
		Short: "say what another version of Trino breaks, and mend it",
		Long: `upgrade compares the version that each cluster declares with another one, newer or older, and lists
what is declared and would not be taken there as it is: connectors and properties that are gone,
properties that have another name, other types, bounds or words; each at its line, with what to
write instead. Then it lists the defaults that change of properties that nothing sets.

--fix sets the version and does what needs no judgement: it renames a property whose values mean the
same, and removes one that is gone and was written as its own default, with the comments on it. All
else stays as it is. The result is vetted in memory first; all files are written, or none. What
remains by hand is listed.`,
		Annotations: exitsAs("nothing breaks", "something would break, or remains by hand; or the declarations have errors", "wrong use, or input that cannot be read"),
		Example: `  $ weir trino upgrade --to 470
  clusters/adhoc.cue:10:38: value: query.client.timeout is 2s, less than >= 5s; Trino 476 took >= 1s
    10 |     properties: "query.client.timeout": "2s"
       |                                         ^
      write >= 5s
      on adhoc in dev, prod
  …
  adhoc from Trino 476 to 470: 1 error, 2 changed defaults
  $ weir trino upgrade --to 476 --cluster etl --fix`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runTrinoUpgrade(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.to, "to", "", "the `VERSION` to go to: 476")
	_ = cmd.RegisterFlagCompletionFunc("to", fixed(texts(trino.Versions())))
	cmd.Flags().StringVar(&o.cluster, "cluster", "", "only the cluster `NAME`")
	_ = cmd.RegisterFlagCompletionFunc("cluster", t.completeClusters)
	cmd.Flags().BoolVar(&o.fix, "fix", false, "set the version, and change what needs no judgement")
	cmd.Flags().BoolVar(&o.all, "all", false, "list every changed default")
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

// version is the version that --to names, if there is data for it.
func (o trinoUpgradeOptions) version(known trino.Releases) (int, error) {
	have := texts(known.Versions())
	if o.to == "" {
		return 0, misused("write --to "+list(have, "or"), "--to is missing")
	}
	to, err := strconv.Atoi(o.to)
	if err != nil {
		return 0, misused("write the number alone: --to "+list(have, "or"), "--to %s: no version of Trino", o.to)
	}
	if !slices.Contains(have, o.to) {
		return 0, misused("weir trino harvest learns them from its distribution; there is "+list(have, "and"), "no data for Trino %d: what it changes is not known", to)
	}
	return to, nil
}

func (t *tool) runTrinoUpgrade(ctx context.Context, o trinoUpgradeOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	root, err := t.repository()
	if err != nil {
		return err
	}
	known, _, err := load.Releases(root) // what cannot be used of it is a finding of compile's
	if err != nil {
		return err
	}
	to, err := o.version(known)
	if err != nil {
		return err
	}
	c, err := t.sound(ctx, o.loading, "what another version changes is told of declarations without errors")
	if err != nil {
		return err
	}
	if names := c.repo.Names(schema.KindCluster); o.cluster != "" && !slices.Contains(names, o.cluster) {
		return unknown("cluster", o.cluster, names)
	}
	u := &upgrading{tool: t, options: o, before: c, to: to}
	if err := u.work(); err != nil {
		return err
	}
	if o.fix && len(u.versions) > 0 {
		if err := u.fix(ctx); err != nil {
			return err
		}
	}
	return u.say()
}

// upgrading is one run of upgrade.
type upgrading struct {
	*tool
	options  trinoUpgradeOptions
	before   *compiled // as it is declared
	after    *compiled // at the other version; after --fix, with what was changed
	to       int
	versions []source.Place // where another version is declared
	report   upgrade.Report
	edits    load.Rewritten
	fixed    bool
}

// chosen says whether a cluster is to move.
func (u *upgrading) chosen(cluster string) bool {
	return u.options.cluster == "" || u.options.cluster == cluster
}

// work finds what lies between the versions, and what may be done about it.
func (u *upgrading) work() error {
	u.versions = upgrade.Versions(u.before.repo, u.chosen, u.to)
	repo, err := upgrade.Declared(u.before.repo, u.chosen, u.to)
	if err != nil {
		return err
	}
	u.after = &compiled{root: u.before.root, repo: repo, lines: u.before.lines, declarations: u.before.declarations}
	if err := u.after.judge((*compiled).keep); err != nil {
		return err
	}
	u.compare(u.after)
	return u.rewrite()
}

// compare lists the steps from what is declared to what was worked out at the other version.
func (u *upgrading) compare(after *compiled) {
	u.report = upgrade.Compare(u.before.platform, after.platform)
	for _, d := range newIn(after.findings, u.before.findings) {
		if !slices.Contains(toldBySteps, d.ID) && d.Level != diag.Waived {
			u.report.Steps = append(u.report.Steps, upgrade.Step{Diagnostic: d, Kind: upgrade.Rule})
		}
	}
	for i := range u.report.Steps {
		s := &u.report.Steps[i]
		s.Diagnostic = after.lines.Locate(diag.List{s.Diagnostic})[0]
		if s.Kind == upgrade.Value && secretWords.MatchString(s.Message) {
			s.Message = s.Property + " has a value that Trino refuses" // and that nobody prints
		}
	}
	slices.SortStableFunc(u.report.Steps, func(a, b upgrade.Step) int { return a.Pos.Compare(b.Pos) })
}

// toldBySteps are the rules whose findings upgrade tells in its own words.
var toldBySteps = []string{"TRN001", "TRN002", "TRN010", "TRN011", "TRN012", "TRN013", "TRN014", "CAT003"}

// newIn are the findings that are not among others.
func newIn(list, others diag.List) diag.List {
	known := map[string]bool{}
	for _, d := range others {
		known[findingKey(d)] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return known[findingKey(d)] })
}

func findingKey(d diag.Diagnostic) string {
	return fmt.Sprint(d.ID, "\x00", d.Level, "\x00", d.Place, "\x00", d.Message)
}

// rewrite works out the edits of all fixes. A fix that cannot be made in one of its places is none.
func (u *upgrading) rewrite() error {
	for {
		var err error
		if u.edits, err = load.Rewrite(u.before.root, u.wanted()); err != nil {
			return err
		}
		if !u.demote() {
			return nil
		}
	}
}

// wanted are the edits of the versions and of all fixes.
func (u *upgrading) wanted() []load.Edit {
	var edits []load.Edit
	for _, place := range u.versions {
		edits = append(edits, load.Edit{Kind: load.Set, Place: place, Text: strconv.Itoa(u.to)})
	}
	for _, s := range u.report.Steps {
		if s.Fix == nil {
			continue
		}
		kind := load.Rename
		if s.Fix.To == "" {
			kind = load.Remove
		}
		for _, place := range s.Fix.Places {
			edits = append(edits, load.Edit{Kind: kind, Place: place, Text: s.Fix.To})
		}
	}
	return edits
}

// demote leaves to people the steps of which an edit cannot be made, and says whether there were any.
func (u *upgrading) demote() bool {
	any := false
	for i := range u.report.Steps {
		s := &u.report.Steps[i]
		for _, left := range u.edits.Left {
			if s.Fix != nil && slices.ContainsFunc(s.Fix.Places, func(p source.Place) bool { return p.Compare(left.Place) == 0 }) {
				s.Fix, s.ByHand, any = nil, left.Why, true
			}
		}
	}
	return any
}

// fix vets the edited files in memory, writes them, and keeps what remains.
func (u *upgrading) fix(ctx context.Context) error {
	if len(u.edits.Left) > 0 { // only versions are left by now
		return u.refuseVersion(u.edits.Left[0])
	}
	l := u.options.loading
	l.overlay = u.edits.Files
	fixed, err := u.compile(ctx, l)
	if err != nil {
		return err
	}
	if worse := newIn(newIn(onlyErrors(fixed), u.before.findings), u.after.findings); len(worse) > 0 {
		fixed.findings = worse
		return u.refuse(fixed, "these would be new, so nothing was written")
	}
	if err := write.Replace(u.before.root, u.edits.Was, u.edits.Files); err != nil {
		return err
	}
	left := u.report.Steps
	u.fixed, u.after = true, fixed
	u.compare(fixed)
	for i, s := range u.report.Steps { // why it is by hand is known already
		if j := slices.IndexFunc(left, func(o upgrade.Step) bool { return o.Property == s.Property && o.Place.Compare(s.Place) == 0 }); j >= 0 {
			u.report.Steps[i].Fix, u.report.Steps[i].ByHand = nil, left[j].ByHand
		}
	}
	return nil
}

// refuseVersion says why a version cannot be set: what only suits the other version is not written either then.
func (u *upgrading) refuseVersion(left load.Left) error {
	d := u.before.lines.Locate(diag.List{{
		ID: "version", Level: diag.Error, Place: left.Place, Message: "the version cannot be set here: " + left.Why,
		Remedy: fmt.Sprintf("set it to %d by hand, with what upgrade lists without --fix", u.to),
	}})
	u.before.findings = d
	return u.refuse(u.before, "nothing was written")
}

func onlyErrors(c *compiled) diag.List {
	return slices.DeleteFunc(slices.Clone(c.findings), func(d diag.Diagnostic) bool { return d.Level != diag.Error })
}

// breaks is how many steps Trino would refuse.
func (u *upgrading) breaks(level diag.Level) int {
	n := 0
	for _, s := range u.report.Steps {
		if s.Level == level {
			n++
		}
	}
	return n
}

// say prints the result.
func (u *upgrading) say() error {
	if err := u.print(); err != nil {
		return err
	}
	if u.breaks(diag.Error) > 0 {
		return verdict(found)
	}
	return nil
}

func (u *upgrading) print() error {
	if u.options.format == "json" {
		return writeJSON(u.Out, u.json())
	}
	u.note()
	if len(u.versions) == 0 {
		fmt.Fprintf(u.Err, "%s on Trino %d already: nothing to do\n", u.clusters(), u.to)
		return nil
	}
	if err := u.tool.print(u.text()); err != nil {
		return err
	}
	fmt.Fprintln(u.Err, u.closing())
	return nil
}

// clusters names the chosen clusters with their verb: "adhoc is", "adhoc and etl are".
func (u *upgrading) clusters() string {
	names := u.before.repo.Names(schema.KindCluster)
	if u.options.cluster != "" {
		names = []string{u.options.cluster}
	}
	switch len(names) {
	case 0:
		return "no cluster is declared; none is"
	case 1:
		return "cluster " + names[0] + " is"
	}
	return "clusters " + list(names, "and") + " are"
}

// note says of which versions nothing is known.
func (u *upgrading) note() {
	var told []int
	for _, m := range u.report.Moves {
		if !m.Known && !slices.Contains(told, m.From) {
			told = append(told, m.From)
			fmt.Fprintf(u.Err, "%s no data for Trino %d, which cluster %s runs: new names and changed defaults cannot be told; weir trino harvest learns them from its distribution\n",
				u.paintErr().yellow("note:"), m.From, m.Cluster)
		}
	}
}

// closing is the last line: "adhoc from Trino 470 to 476: 1 error, 2 warnings, 4 changed defaults; --fix mends 2".
func (u *upgrading) closing() string {
	var parts []string
	add := func(n int, noun string) {
		if n > 0 {
			parts = append(parts, count(n, noun))
		}
	}
	add(u.breaks(diag.Error), "error")
	add(u.breaks(diag.Warning), "warning")
	if len(parts) == 0 {
		parts = append(parts, "nothing breaks")
	}
	add(len(u.report.Defaults), "changed default")
	text := u.moves() + ": " + strings.Join(parts, ", ")
	switch n := u.mended(); {
	case u.fixed && u.breaks(diag.Error) > 0:
		text = count(len(u.edits.Files), "file") + " changed; by hand remains, of " + text
	case u.fixed:
		text = count(len(u.edits.Files), "file") + " changed, " + text + "; run weir build"
	case n > 0:
		text += "; --fix mends " + thousands(n)
	}
	if len(u.report.Steps)+len(u.report.Defaults)+len(u.edits.Files) > 0 {
		text = "\n" + text
	}
	return text
}

func (u *upgrading) mended() int {
	n := 0
	for _, s := range u.report.Steps {
		if s.Fix != nil {
			n++
		}
	}
	return n
}

// moves says who goes where: "adhoc from Trino 470 to 476".
func (u *upgrading) moves() string {
	byVersion := map[int][]string{}
	var versions []int
	for _, m := range u.report.Moves {
		if byVersion[m.From] == nil {
			versions = append(versions, m.From)
		}
		if !slices.Contains(byVersion[m.From], m.Cluster) {
			byVersion[m.From] = append(byVersion[m.From], m.Cluster)
		}
	}
	slices.Sort(versions)
	var parts []string
	for _, v := range versions {
		parts = append(parts, fmt.Sprintf("%s from Trino %d", list(byVersion[v], "and"), v))
	}
	return strings.Join(parts, ", ") + " to " + strconv.Itoa(u.to)
}
