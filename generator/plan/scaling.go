package plan

import (
	"strconv"

	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// agentImage is the public image of the CloudWatch agent, which reads Trino's metrics and publishes those that scaling asks for.
const agentImage = "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300057.1b1167"

// What is scraped lies under these names in CloudWatch.
const (
	metricsUser      = "metrics"
	metricsNamespace = "Weir/Trino"
	metricsInterval  = 60 // seconds, the resolution of CloudWatch's standard metrics
)

// scaling works out how workers on ECS come and go.
func (d *draft) scaling() {
	if d.ECS == nil {
		return
	}
	d.Scaling.Actions = d.actions()
	scale := d.Spec.Workers.Scale
	if scale == nil {
		return
	}
	if scale.Queued != nil || scale.Running != nil || d.fromZero() {
		d.Scaling.Scrape = d.scrape(scale)
	}
	d.Scaling.Tracks = d.tracks(scale)
	d.Scaling.Cooldown = d.cooldowns(scale)
	if d.fromZero() {
		d.Scaling.First = d.firstWorker()
	}
}

// fromZero says whether a first worker can be asked for: its group counts the queries that wait for one.
func (d *draft) fromZero() bool {
	return d.Workers.Least == 0 && d.Spec.Workers.Scale != nil && d.Spec.Workers.Scale.Group != ""
}

// tracks are the loads that scaling keeps at a target: as KEDA does, the one that asks for the most workers wins.
func (d *draft) tracks(scale *schema.ScaleFields) []model.Tracking {
	var all []model.Tracking
	add := func(name string, target *int64, unit string, r rule, load func(*model.Scrape) model.Text) {
		if target == nil {
			return
		}
		t := model.Tracking{Name: name, Target: model.Number{Value: float64(*target), Origin: d.decl.origin("workers", "scale", name)}}
		if load != nil {
			t.Load = load(d.Scaling.Scrape)
		}
		d.note("", "scaling on "+name, strconv.FormatInt(*target, 10)+unit, r, t.Target.Origin)
		all = append(all, t)
	}
	add("queued", scale.Queued, " a worker", ruleTrack, func(s *model.Scrape) model.Text { return s.Queued })
	add("running", scale.Running, " a worker", ruleTrack, func(s *model.Scrape) model.Text { return s.Running })
	add("cpu", scale.Cpu, "%", ruleTrackCPU, nil)
	return all
}

// scrape is what is read from Trino for scaling, and no more: each metric that is published is paid for.
func (d *draft) scrape(scale *schema.ScaleFields) *model.Scrape {
	names, ok := metrics.Of(d.Version, metrics.Native)
	if !ok { // which is a finding
		versions := metrics.Versions()
		names, _ = metrics.Of(versions[len(versions)-1], metrics.Native)
	}
	name := func(s metrics.Selector, from *source.Origin) model.Text {
		return model.Text{Value: s.Name, Origin: source.Computed("metric: as Trino's own endpoint names it", from, d.decl.origin("trino", "version"))}
	}
	where := d.decl.origin("workers", "scale")
	s := &model.Scrape{
		Image:     model.Text{Value: agentImage, Origin: source.Fixed("the public image of the CloudWatch agent")},
		User:      model.Text{Value: metricsUser, Origin: source.Fixed("Trino's metrics want a user, and over plain HTTP no password")},
		Namespace: model.Text{Value: metricsNamespace, Origin: source.Fixed("metrics of Trino in CloudWatch")},
		LogGroup:  model.Text{Value: d.Home.LogGroup.Value + "/metrics", Origin: d.Home.LogGroup.Origin},
		Interval:  model.Seconds{Value: metricsInterval, Origin: source.Fixed("CloudWatch keeps a number a minute")},
		Queued:    name(names.Of(metrics.QueuedQueries), where), Running: name(names.Of(metrics.RunningQueries), where),
		Nodes: name(names.Of(metrics.ActiveNodes), where),
	}
	if scale.Group != "" {
		group := d.decl.origin("workers", "scale", "group")
		s.Queued, s.Running = name(names.Group(scale.Group, "QueuedQueries"), group), name(names.Group(scale.Group, "RunningQueries"), group)
	}
	return s
}

// cooldowns are how long scaling waits for a worker that comes, and after one that went.
func (d *draft) cooldowns(scale *schema.ScaleFields) model.Cooldown {
	out := d.sum("", "cooldown, added", strconv.Itoa(d.Task.StartPeriod.Value)+"s", ruleCooldownOut, d.Task.StartPeriod.Origin)
	c := model.Cooldown{Out: model.Seconds{Value: d.Task.StartPeriod.Value, Origin: out}, In: model.Seconds{Value: cooldownSeconds}}
	if scale.Cooldown != "" {
		c.In = model.Seconds{Value: seconds(string(scale.Cooldown)), Origin: d.decl.origin("workers", "scale", "cooldown")}
		d.note("", "cooldown, taken away", strconv.Itoa(c.In.Value)+"s", ruleDeclared, c.In.Origin)
		return c
	}
	c.In.Origin = d.sum("", "cooldown, taken away", strconv.Itoa(c.In.Value)+"s", ruleCooldownIn, d.decl.origin("workers", "scale"))
	return c
}

// firstWorker is what adds a worker where there is none, and what that costs the query that waits for it.
func (d *draft) firstWorker() *model.FirstWorker {
	origin := d.sum("", "first query from zero", "3m to "+strconv.Itoa(startSeconds/60)+"m", ruleFirstQuery, d.Workers.MinOrigin)
	return &model.FirstWorker{Name: "first-worker", Cooldown: model.Seconds{Value: startSeconds, Origin: origin}}
}
