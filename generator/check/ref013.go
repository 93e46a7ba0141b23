package check

import "weir.local/generator/diag"

// uselessWaiver is found by who applies waivers: when all rules have run, it knows which did nothing.
func uselessWaiver() Rule {
	return Rule{
		ID: "REF013", Level: diag.Warning,
		Title:  "a waiver that lowers nothing",
		Why:    "What it once answered for has been mended, or moved. Left in place it would hide the same mistake when it comes back.",
		Source: "weir",
		Bad:    `clusters: adhoc: waive: TRN006: "spot was tried in spring" // here`,
		Good:   `clusters: adhoc: description: "Queries"`,
		Firm:   true,
	}
}
