package rendertest

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// scaling has one of everything: two loads and the CPU, hours, and a first worker.
func scaling(in func(...string) *source.Origin) model.Scaling {
	scale := func(name string) *source.Origin { return in("workers", "scale", name) }
	hours, zone := in("schedule", "hours", "office"), text("Asia/Seoul", in("schedule", "timezone"))
	number := func(n float64, labels ...string) model.Number { return model.Number{Value: n, Origin: in(labels...)} }
	group := "trino_execution_resourcegroups_type_InternalResourceGroup_name_global_"
	s := &model.Scrape{
		Image:     text("public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300057.1b1167", source.Fixed("the public image of the CloudWatch agent")),
		User:      text("metrics", source.Fixed("Trino's metrics want a user")),
		Namespace: text("Weir/Trino", source.Fixed("metrics of Trino in CloudWatch")),
		LogGroup:  text("/weir/prod/adhoc/metrics", in()),
		Interval:  model.Seconds{Value: 60, Origin: source.Fixed("CloudWatch keeps a number a minute")},
		Queued:    text(group+"QueuedQueries", scale("group")), Running: text(group+"RunningQueries", scale("group")),
		Nodes: text("trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount", in("trino", "version")),
	}
	return model.Scaling{
		Tracks: []model.Tracking{
			{Name: "queued", Target: number(5, "workers", "scale", "queued"), Load: s.Queued},
			{Name: "running", Target: number(10, "workers", "scale", "running"), Load: s.Running},
			{Name: "cpu", Target: number(70, "workers", "scale", "cpu")},
		},
		Actions: []model.ScalingAction{
			{Name: text("office", hours), At: text("cron(0 8 ? * MON-FRI *)", hours), Timezone: zone, Min: number(4, "schedule", "hours", "office", "min"), Max: number(12, "schedule", "hours", "office", "max")},
			{Name: text("office.end", hours), At: text("cron(0 20 ? * MON-FRI *)", hours), Timezone: zone, Min: number(0, "workers", "min"), Max: number(8, "workers", "max")},
		},
		First:    &model.FirstWorker{Name: "first-worker", Cooldown: model.Seconds{Value: 600, Origin: in("workers", "min")}},
		Scrape:   s,
		Cooldown: model.Cooldown{Out: model.Seconds{Value: 180, Origin: scale("cooldown")}, In: model.Seconds{Value: 600, Origin: scale("cooldown")}},
	}
}
