package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

func waiverWithoutReason() Rule {
	return Rule{
		ID: "REF012", Level: diag.Error,
		Title:  "a waiver without a reason",
		Why:    "The reason is what a reviewer reads, and whoever asks in a year whether it still holds.",
		Source: "weir",
		Bad:    `lake: datasets: events: waive: LAK002: " " // here`,
		Good:   `lake: datasets: events: description: "Events"`,
		Firm:   true,
		Repo: func(d *declared) diag.List {
			return eachWaiver(d, func(id, reason string, at source.Place) diag.List {
				if strings.TrimSpace(reason) != "" {
					return nil
				}
				return one(at, id+" is waived without a reason", "write why it does no harm here, or remove it")
			})
		},
	}
}
