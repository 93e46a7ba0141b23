package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// logGroups are that of the cluster's containers, kept for the environment's days, and that of the events which CloudWatch takes
// metrics out of: of those nobody needs the text.
func logGroups(c *model.Cluster) []resource {
	all := []resource{logGroup(c, "LogGroup", "log-group", c.Home.LogGroup, number("retentionInDays", c.Home.LogRetention.Origin, int64(c.Home.LogRetention.Value)))}
	if s := c.Scaling.Scrape; s != nil {
		all = append(all, logGroup(c, "MetricsLogGroup", "metrics.log-group", s.LogGroup, number("retentionInDays", fixed("CloudWatch keeps the metrics; their events are read by nobody"), 1)))
	}
	return all
}

func logGroup(c *model.Cluster, resourceName, file string, group model.Text, days artifact.Entry) resource {
	name := text("logGroupName", group.Origin, group.Value)
	r := resource{
		name: resourceName, kind: "AWS::Logs::LogGroup", file: file + ".json", keep: true,
		body: artifact.Map{name},
		more: []call{{file + ".retention.json", artifact.Map{name, days}}},
	}
	if key := c.Home.KMSKey; key.Value != "" {
		r.body = append(r.body, text("kmsKeyId", key.Origin, key.Value))
	}
	r.other = artifact.Map{days}
	if len(c.Home.Tags) > 0 {
		r.body = append(r.body, artifact.Entry{Key: "tags", Value: tagMap(c.Home.Tags)})
		r.other = append(r.other, artifact.Entry{Key: "tags", Value: tagList(c.Home.Tags)})
	}
	return r
}

// tagMap is tags as the logs API takes them, by key; the stack, like every other call, takes a list.
func tagMap(tags []model.Tag) artifact.Node {
	var m artifact.Map
	for _, tag := range tags {
		m = append(m, text(tag.Key, tag.Origin, tag.Value))
	}
	return m
}

func tagList(tags []model.Tag) artifact.Node {
	var list artifact.List
	for _, tag := range tags {
		list = append(list, artifact.Map{text("key", tag.Origin, tag.Key), text("value", tag.Origin, tag.Value)})
	}
	return list
}
