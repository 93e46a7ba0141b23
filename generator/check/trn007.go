package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func coordinatorProperty() Rule {
	return Rule{
		ID: "TRN007", Level: diag.Error,
		Title:  "a property of the coordinator on workers",
		Why:    "A worker does not read it and refuses to start. Written for the whole cluster, in properties, weir gives it to the coordinator alone.",
		Source: "measured on Trino 476: 259 properties of config.properties are read by the coordinator only; charts#302",
		Bad:    `clusters: adhoc: workers: properties: "web-ui.enabled": true // here`,
		Good:   `clusters: adhoc: coordinator: properties: "web-ui.enabled": true`,
		Model:  onClusters(workersTakeTheirs),
	}
}

func workersTakeTheirs(h *here, c *model.Cluster) diag.List {
	if c.Release == nil {
		return nil
	}
	server := h.verdicts.of(c.Release.Server())
	f, _ := c.Worker.File("config.properties")
	var all diag.List
	for _, line := range f.Lines {
		if server.trait(line.Key).coordinatorOnly && byHand(line.Origin) {
			all = append(all, found(line.Origin.Place, line.Key+" is read by the coordinator only", "write it in coordinator: properties"))
		}
	}
	return all
}
