package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func workerCounts() Rule {
	return Rule{
		ID: "TRN015", Level: diag.Error,
		Title:  "numbers of workers that contradict each other",
		Why:    "Application Auto Scaling and KEDA refuse a smallest number above the largest; more workers on demand than there can be leaves none for spot capacity.",
		Source: "Application Auto Scaling API, RegisterScalableTarget; KEDA, ScaledObject",
		Bad:    `clusters: adhoc: workers: {min: 4, max: 2} // here`,
		Good:   `clusters: adhoc: workers: {min: 2, max: 4}`,
		Firm:   true,
		Model:  onClusters(countsAgree),
	}
}

func countsAgree(_ *here, c *model.Cluster) diag.List {
	w := c.Workers
	switch {
	case w.Min > w.Max:
		return one(field(c, "workers", "min"), "min "+itoa(w.Min)+" is more than max "+itoa(w.Max), "write "+itoa(w.Max)+" or less, or raise max")
	case w.OnDemandBase > w.Max:
		return one(field(c, "workers", "onDemandBase"), "onDemandBase "+itoa(w.OnDemandBase)+" is more than max "+itoa(w.Max), "write "+itoa(w.Max)+" or less, or raise max")
	}
	return nil
}
