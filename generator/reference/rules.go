package main

import (
	"fmt"
	"strings"

	"weir.local/generator/check"
)

// rules is each rule's page.
func rules() (string, error) {
	var b strings.Builder
	b.WriteString("# Rules\n\nWhat `weir explain ID` prints. A declaration lowers a rule by `waive: ID: \"reason\"`.\n\n| rule | level | what is wrong |\n|---|---|---|\n")
	for _, r := range check.Rules() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.ID, strings.ToLower(r.ID), r.Level, r.Title)
	}
	for _, r := range check.Rules() {
		b.WriteString(page(r))
	}
	return b.String(), nil
}

func page(r check.Rule) string {
	text := fmt.Sprintf("\n## %s\n\n%s (%s). %s\n", r.ID, upper(r.Title), r.Level, r.Why)
	if r.Source != "" {
		text += "\nSource: " + r.Source + "\n"
	}
	if r.Firm {
		text += "\nNo declaration waives it.\n"
	}
	for _, example := range []struct{ title, cue string }{{"Bad", r.Bad}, {"Good", r.Good}} {
		if example.cue != "" {
			text += "\n" + example.title + ":\n\n```cue\n" + strings.TrimSpace(example.cue) + "\n```\n"
		}
	}
	return text
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
