package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/source"
)

func unknownWaiver() Rule {
	return Rule{
		ID: "REF011", Level: diag.Error,
		Title:  "a waiver of what cannot be waived",
		Why:    "waive lowers a rule for one declaration, by the rule's ID. What the schema refuses, and rules without which nothing sound can be written, nobody waives.",
		Source: "weir",
		Bad:    `clusters: adhoc: waive: TRN106: "the loads are repeated by Airflow" // here`,
		Good:   `clusters: adhoc: description: "Queries"`,
		Firm:   true,
		Repo: func(d *declared) diag.List {
			return eachWaiver(d, func(id, _ string, at source.Place) diag.List {
				rule, known := ruleOf(id)
				switch {
				case id == "CUE" || id == "SYN":
					return one(at, "what the schema refuses cannot be waived", "mend the declaration")
				case !known:
					return one(at, "there is no rule "+id, choose(id, ids()))
				case rule.Firm:
					return one(at, id+" cannot be waived", "mend the declaration: "+rule.Title)
				}
				return nil
			})
		},
	}
}

// eachWaiver looks at every waiver of every declaration.
func eachWaiver(d *declared, look func(id, reason string, at source.Place) diag.List) diag.List {
	var all diag.List
	for _, one := range d.all {
		waive := one.Head().Waive
		if len(waive) == 0 {
			continue
		}
		table, _ := one.Value()["waive"].(map[string]any)
		for _, id := range sortedKeys(table) {
			all = append(all, look(id, waive[id], one.At("waive", id))...)
		}
	}
	return all
}

func ids() []string {
	var all []string
	for _, r := range Rules() {
		all = append(all, r.ID)
	}
	return all
}
