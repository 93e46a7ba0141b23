package runbooks_test

import (
	"slices"
	"strings"
	"testing"

	"weir.local/docs/runbooks"
	"weir.local/generator/monitoring"
)

func TestEveryAlertHasARunbookAndEveryRunbookAnAlert(t *testing.T) {
	entries, err := runbooks.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	names := monitoring.Names()
	for _, e := range entries {
		if !slices.Contains(names, strings.TrimSuffix(e.Name(), ".md")) {
			t.Errorf("%s is of no alert", e.Name())
		}
	}
	for _, name := range names {
		text, err := runbooks.Files.ReadFile(name + ".md")
		if err != nil {
			t.Errorf("%s has no runbook: %v", name, err)
			continue
		}
		for _, part := range []string{"# " + name + "\n", "\n## Why this threshold\n", "\n## Look\n\n- ", "\n## Do\n\n- "} {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s lacks %q", name, part)
			}
		}
	}
}
