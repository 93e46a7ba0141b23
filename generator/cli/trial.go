package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"weir.local/generator/adopt"
	"weir.local/generator/artifact"
	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/generator/write"
)

// trial is the repository as it is, and as it would be with new declarations: nothing is written before both are known.
type trial struct {
	files         []artifact.File // the declarations' own
	before, after *compiled
	found         diag.List // what vet says after, and did not say before
}

// try works the repository out with declarations that are not written yet.
func (t *tool) try(ctx context.Context, before *compiled, declarations []adopt.Declaration) (*trial, error) {
	tr := &trial{before: before}
	for _, d := range declarations {
		data, err := d.Source()
		if err != nil {
			return nil, err
		}
		tr.files = append(tr.files, artifact.File{Path: d.Path(), Data: data})
	}
	dir, remove, err := write.Trial(before.root, tr.files)
	if err != nil {
		return nil, fmt.Errorf("trying the declarations: %w", err)
	}
	defer remove()
	r, err := t.read(dir, loading{noCache: true})
	if err != nil {
		return nil, err
	}
	if tr.after, err = t.whole(ctx, dir, r); err != nil {
		return nil, err
	}
	tr.found = slices.DeleteFunc(slices.Clone(tr.after.findings), func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(before.findings, func(o diag.Diagnostic) bool {
			return o.ID == d.ID && o.Message == d.Message && o.Pos.File == d.Pos.File
		})
	})
	return tr, nil
}

// report is what vet says of the new declarations, at their lines in the files that they go to.
func (t *tool) trialReport(tr *trial) report {
	r := t.report(tr.after, t.paintErr())
	r.root, r.findings, r.declarations = tr.before.root, tr.found, len(tr.files)
	for _, f := range tr.files {
		r.files[f.Path] = strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n")
	}
	return r
}

// put writes the declarations, or prints them where nothing is to be written.
func (t *tool) put(tr *trial, force, dry bool) error {
	p := t.paintOut()
	for i, f := range tr.files {
		text := f.Path + "\n"
		if dry {
			text = p.bold("==> "+f.Path+" <==") + "\n" + string(f.Data)
			if i > 0 {
				text = "\n" + text
			}
		}
		if err := t.print(text); err != nil {
			return err
		}
	}
	if dry {
		return nil
	}
	return write.Add(tr.before.root, tr.files, force)
}

// inTheWay refuses files that are there, before anything is worked out.
func (t *tool) inTheWay(root string, declarations []adopt.Declaration) error {
	var there []string
	for _, d := range declarations {
		if name := root + "/" + d.Path(); isFile(name) {
			there = append(there, t.shown(name))
		}
	}
	if len(there) == 0 {
		return nil
	}
	verb := " is"
	if len(there) > 1 {
		verb = " are"
	}
	return misused("--force replaces what is there, --dry-run prints what would be written", "%s there already; nothing was written", list(there, "and")+verb)
}

// sayTrial prints what vet says of new declarations, and answers with the exit code.
func (t *tool) sayTrial(tr *trial) error {
	r := t.trialReport(tr)
	if err := printText(t.Err, r); err != nil {
		return err
	}
	fmt.Fprintln(t.Err, r.closing())
	if r.failed() {
		return verdict(found)
	}
	return nil
}

// refuseInput prints what is wrong with files that are read and not declarations. No line of them is shown: it may hold a
// secret.
func (t *tool) refuseInput(findings diag.List) error {
	r := report{findings: findings, width: t.width(), paint: t.paintErr(), shown: t.shown, files: map[string][]string{}}
	for _, d := range findings {
		r.files[d.Pos.File] = nil
	}
	if err := printText(t.Err, r); err != nil {
		return err
	}
	fmt.Fprintf(t.Err, "\n%s; nothing was written\n", count(findings.Count(diag.Error), "error"))
	return verdict(found)
}

// whereIn is a place in an input as people open it.
func (t *tool) whereIn(pos source.Pos) string {
	if pos.File != "" {
		pos.File = t.shown(pos.File)
	}
	return pos.String()
}
