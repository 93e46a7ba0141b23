package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"

	"weir.local/generator/diag"
)

// remembered is what the last vet of a repository found, and of which state of it. Only a state without errors is
// remembered: errors are always found anew.
type remembered struct {
	Digest       string
	Declarations int
	Findings     diag.List
	Grounds      grounds
}

// verdictFile is where the last verdict on a repository lies, one file a repository; empty without a cache.
func (t *tool) verdictFile(root string, l loading) string {
	dir := t.cacheDir()
	if l.noCache || l.whole || dir == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(root))
	return filepath.Join(dir, "vet-"+hex.EncodeToString(sum[:8])+".json")
}

// vetted is the repository's verdict: the remembered one when not a byte has changed since, else a new one.
func (t *tool) vetted(ctx context.Context, l loading) (*compiled, error) {
	root, err := t.repository()
	if err != nil {
		return nil, err
	}
	r, err := t.read(root, l)
	if err != nil {
		return nil, err
	}
	file := t.verdictFile(root, l)
	known, ok := recall(file)
	if ok && known.Digest == r.Digest {
		t.noteSchema(root)
		return &compiled{root: root, findings: known.Findings, declarations: known.Declarations}, nil
	}
	holdBack(t.Env, r.Files())
	c, err := t.evaluate(ctx, root, r)
	if err != nil {
		return nil, err
	}
	if file == "" {
		return c, c.judge((*compiled).pass)
	}
	now := groundsOf(r, c.repo, known.Grounds)
	if err := c.again(known, now); err != nil {
		return nil, err
	}
	if !c.findings.Errors() {
		remember(file, remembered{r.Digest, c.declarations, c.findings, now})
	}
	return c, nil
}

// again judges what changed since a verdict, and everything when that does not do.
func (c *compiled) again(known remembered, now grounds) error {
	files, ok := known.moved(now)
	if !ok || len(c.findings) > 0 {
		return c.judge((*compiled).pass)
	}
	some := *c
	some.repo = part(c.repo, known.Grounds, now, files)
	if err := some.judge((*compiled).pass); err != nil || !known.stands(some.findings, now) {
		return c.judge((*compiled).pass)
	}
	c.findings = some.findings
	return nil
}

// recall reads a verdict; one that cannot be read is none.
func recall(file string) (remembered, bool) {
	var known remembered
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &known) != nil {
		return remembered{}, false
	}
	return known, !known.Findings.Errors()
}

// remember writes a verdict, whole or not at all. A cache that cannot be written is no mistake of anyone's.
func remember(file string, verdict remembered) {
	data, err := json.Marshal(verdict)
	if err != nil || os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), ".vet-*")
	if err != nil {
		return
	}
	_, err = temporary.Write(data)
	if closed := temporary.Close(); err != nil || closed != nil || os.Rename(temporary.Name(), file) != nil {
		os.Remove(temporary.Name())
	}
}
