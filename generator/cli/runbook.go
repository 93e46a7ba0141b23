package cli

import (
	"strings"

	"weir.local/docs/runbooks"
	"weir.local/generator/monitoring"
)

// runbook is the page of an alert, whatever its name's case, and whether there is one: runbook("trinonoworker").
func runbook(name string) (string, bool) {
	for _, alert := range monitoring.Names() {
		if !strings.EqualFold(alert, name) {
			continue
		}
		text, err := runbooks.Files.ReadFile(alert + ".md")
		return string(text), err == nil
	}
	return "", false
}

// page of a runbook for people: its paragraphs and points, wrapped.
func (t *tool) runbookPage(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
			b.WriteString(t.paintOut().bold(strings.TrimLeft(line, "# ")) + "\n")
		case strings.HasPrefix(line, "- "):
			b.WriteString("  - " + strings.Join(wrap(line[2:], t.width()-4), "\n    ") + "\n")
		default:
			b.WriteString(strings.Join(wrap(line, t.width()), "\n") + "\n")
		}
	}
	return b.String()
}
