package check

import "weir.local/generator/diag"

func refinedDataStays() Rule {
	return Rule{
		ID: "LAK003", Level: diag.Error,
		Title:  "refined data that is deleted by age",
		Why:    "Raw data can be fetched or made again; what was cleaned and agreed upon often cannot. A layer says whether its data may be deleted by age (expires), and a dataset of another layer needs a waiver that says why.",
		Source: "weir; schema.#Layer",
		Bad:    `lake: datasets: events: {layer: "silver", keep: "90d"} // here`,
		Good:   `lake: datasets: events: {layer: "silver", keep: "90d", waive: LAK003: "a copy of the orders service, which keeps them ten years"}`,
		Model: func(h *here) diag.List {
			expires := map[string]bool{}
			for _, l := range h.env.Lake.Layers {
				expires[l.Name] = l.Spec.Expires
			}
			var all diag.List
			for _, d := range h.env.Lake.Datasets {
				if may, known := expires[d.Spec.Layer]; known && !may && d.Spec.Keep != "" {
					all = append(all, found(lakeField(h, d, "keep"), "keep "+string(d.Spec.Keep)+" deletes data of layer "+d.Spec.Layer,
						"remove keep, or write waive: LAK003: with the reason"))
				}
			}
			return all
		},
	}
}
