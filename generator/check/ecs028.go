package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func metricsFitCloudWatch() Rule {
	return Rule{
		ID: "ECS028", Level: diag.Error,
		Title:  "a resource group whose metrics CloudWatch refuses",
		Why:    "The group's name is a part of the names of its metrics, and CloudWatch takes names of 255 characters: what is longer is dropped without a word, and nothing scales.",
		Source: "Amazon CloudWatch API, Metric: MetricName has at most 255 characters",
		Bad: `clusters: plain: {
	workers: scale: {queued: 5, group: "` + longName + `"} // here
	resourceGroups: {groups: "` + longName + `": {hardConcurrencyLimit: 5, jmxExport: true}, selectors: [{group: "` + longName + `"}]}
}`,
		Good: `clusters: plain: {
	workers: scale: {queued: 5, group: "everybody"}
	resourceGroups: {groups: everybody: {hardConcurrencyLimit: 5, jmxExport: true}, selectors: [{group: "everybody"}]}
}`,
		Model: onClusters(namesFit),
	}
}

// longName is an example of 180 characters.
const longName = "everybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybody" +
	"everybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybodyeverybody"

// mostName is how long the name of a metric may be.
const mostName = 255

func namesFit(_ *here, c *model.Cluster) diag.List {
	if c.Scaling.Scrape == nil {
		return nil
	}
	over := 0
	for _, name := range c.Scaling.Scrape.Names() {
		over = max(over, len(name.Value)-mostName)
	}
	if over <= 0 {
		return nil
	}
	return one(field(c, "workers", "scale", "group"), "the metrics of this group have names of "+itoa(mostName+over)+" characters, and CloudWatch takes "+itoa(mostName),
		"give the group a name that is "+itoa(over)+" characters shorter")
}
