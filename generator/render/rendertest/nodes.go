package rendertest

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// nodes are a pool of each kind: of named instances with an instance store, of families, and of whatever has room.
func nodes(in func(...string) *source.Origin) *model.Nodes {
	env := func(label string) *source.Origin { return declared("environments", "prod", "eks", label) }
	pool := func(name string, role model.RoleName, capacity string, most float64) model.NodePool {
		return model.NodePool{
			Name: name, Role: role, Capacity: text(capacity, in("workers", "spot")), Arch: text("arm64", in("nodes", "architecture")),
			Most:   model.Number{Value: most, Origin: in("workers", "max")},
			AtOnce: model.Number{Value: 1, Origin: source.Fixed("workers are replaced one at a time")},
			Idle:   text("5m", in("nodes", "idle")),
		}
	}
	coordinator, base, spot := pool("etl-coordinator", model.Coordinator, "on-demand", 2), pool("etl-worker-base", model.Worker, "on-demand", 1), pool("etl-worker", model.Worker, "spot", 9)
	coordinator.AtOnce = model.Number{Origin: source.Fixed("the coordinator's node is never replaced by itself")}
	base.Weight = model.Number{Value: 100, Origin: in("workers", "onDemandBase")}
	base.Instances = []model.Text{text("r8gd.4xlarge", in("workers", "instances"))}
	spot.Families = []model.Text{text("r8gd", in("nodes", "families"))}
	spot.Network = model.Number{Value: 7500, Origin: in("nodes", "network")}
	volume := model.Bytes{Value: 50 << 30, Text: "50GiB", Origin: in("nodes", "volume")}
	return &model.Nodes{
		Pools: []model.NodePool{coordinator, base, spot},
		Classes: []model.NodeClass{
			{Name: "etl-coordinator", Role: model.Coordinator, Volume: volume},
			{Name: "etl-worker", Role: model.Worker, Volume: volume, Store: in("workers", "instances")},
		},
		Role: text("lake-prod-node", env("nodeRole")), Image: text("al2023@latest", env("nodeImage")), Discovery: text("lake-prod", env("discovery")),
	}
}

// scaler counts by queries, which a Prometheus with a password tells, and by CPU.
func scaler(in func(...string) *source.Origin) *model.Scaler {
	env := func(label ...string) *source.Origin {
		return declared("environments", "prod", append([]string{"eks", "prometheus"}, label...)...)
	}
	load := func(name, query string, n float64) model.Trigger {
		return model.Trigger{Name: name, Query: query, Threshold: model.Number{Value: n, Origin: in("workers", "scale", name)}}
	}
	return &model.Scaler{
		Triggers:   []model.Trigger{load("queued", "max(queued)", 5), load("cpu", "", 70)},
		Prometheus: text("https://prometheus.example", env("address")),
		AuthMode:   text("basic", env("auth", "mode")), AuthSecret: text("prometheus", env("auth", "secret")),
		Cooldown: model.Seconds{Value: 300, Origin: in("workers", "scale", "cooldown")},
		Leaving:  model.Seconds{Value: 120, Origin: in("workers", "grace")},
		Polling:  model.Seconds{Value: 15, Origin: source.Fixed("as often as the HPA asks")},
		Fallback: model.Number{Value: 2, Origin: in("workers", "min")},
		Failures: model.Number{Value: 3, Origin: source.Fixed("three times in a row")},
	}
}
