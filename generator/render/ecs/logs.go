package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// logGroup takes what the cluster's containers say, and keeps it for the environment's days.
func logGroup(c *model.Cluster) resource {
	home := c.Home
	name := text("logGroupName", home.LogGroup.Origin, home.LogGroup.Value)
	days := number("retentionInDays", home.LogRetention.Origin, int64(home.LogRetention.Value))
	r := resource{
		name: "LogGroup", kind: "AWS::Logs::LogGroup", file: "log-group.json", keep: true,
		body: artifact.Map{name},
		more: []call{{"log-group.retention.json", artifact.Map{name, days}}},
	}
	if key := home.KMSKey; key.Value != "" {
		r.body = append(r.body, text("kmsKeyId", key.Origin, key.Value))
	}
	r.other = artifact.Map{days}
	if len(home.Tags) > 0 {
		r.body = append(r.body, artifact.Entry{Key: "tags", Value: tagMap(home.Tags)})
		r.other = append(r.other, artifact.Entry{Key: "tags", Value: tagList(home.Tags)})
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
