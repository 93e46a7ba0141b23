package check

import "weir.local/generator/diag"

func agesInOrder() Rule {
	return Rule{
		ID: "LAK002", Level: diag.Error,
		Title:  "ages of a dataset out of order",
		Why:    "Data is read often until hot, hardly from cold on, and deleted after keep: in that order. A rule that moves objects after their deletion, or back, does nothing or is refused by S3.",
		Source: "Amazon S3 User Guide: an expiration must be later than each transition",
		Bad:    `lake: datasets: events: {access: {pattern: "decaying", hot: "180d", cold: "30d"}} // here`,
		Good:   `lake: datasets: events: {access: {pattern: "decaying", hot: "30d", cold: "180d"}}`,
		Model: func(h *here) diag.List {
			var all diag.List
			for _, d := range h.env.Lake.Datasets {
				all = append(all, agesAscend(h, d)...)
			}
			return all
		},
	}
}

func agesAscend(h *here, d dataset) diag.List {
	ages := []struct {
		path []string
		text string
	}{
		{[]string{"access", "hot"}, string(d.Spec.Access.Hot)},
		{[]string{"access", "cold"}, string(d.Spec.Access.Cold)},
		{[]string{"keep"}, string(d.Spec.Keep)},
	}
	for i, age := range ages {
		for _, later := range ages[i+1:] {
			if age.text == "" || later.text == "" || days(age.text) < days(later.text) || equalAges(later.path, age.text, later.text) {
				continue
			}
			name, than := age.path[len(age.path)-1], later.path[len(later.path)-1]
			return one(lakeField(h, d, age.path...), name+" "+age.text+" is not before "+than+" "+later.text, "write less than "+later.text+", or raise "+than)
		}
	}
	return nil
}

// equalAges allows data that is read often to its last day.
func equalAges(later []string, age, laterAge string) bool {
	return later[0] == "keep" && days(age) == days(laterAge)
}
