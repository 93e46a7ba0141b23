package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// scaling is how many workers there are: the scalable target with its hours, a policy for each load, and what brings a first worker.
// It begins behind the service; from then on it alone says how many tasks the service has.
type scaling struct{ service }

func (s scaling) resources() []resource {
	all := []resource{s.target()}
	for _, t := range s.Scaling.Tracks {
		all = append(all, s.policy(t.Name, "TargetTrackingScaling", "targetTracking", s.tracking(t), t.Target.Origin))
	}
	if first := s.Scaling.First; first != nil {
		all = append(all, s.policy(first.Name, "StepScaling", "step", s.step(first), first.Cooldown.Origin), s.alarm(first))
	}
	return all
}

// target is the worker service's number of tasks. Application Auto Scaling spells its fields in upper case, as the stack does.
func (s scaling) target() resource {
	r := resource{
		name: "WorkerCount", kind: "AWS::ApplicationAutoScaling::ScalableTarget", file: "worker.scalable-target.json",
		body:  append(s.counted(), number("MinCapacity", s.Workers.MinOrigin, int64(s.Workers.Min)), number("MaxCapacity", s.Workers.MaxOrigin, int64(s.Workers.Max))),
		after: []string{"WorkerService"},
	}
	if len(s.Home.Tags) > 0 {
		r.body = append(r.body, artifact.Entry{Key: "Tags", Value: tagMap(s.Home.Tags)})
		r.other = append(r.other, artifact.Entry{Key: "Tags"}) // which a stack has no property for
	}
	var actions artifact.List
	for _, a := range s.Scaling.Actions {
		action := scheduled(a)
		actions = append(actions, action)
		r.more = append(r.more, call{"worker." + a.Name.Value + ".scheduled-action.json", append(s.counted(), action...)})
	}
	if len(actions) > 0 {
		r.other = append(r.other, artifact.Entry{Key: "ScheduledActions", Value: actions})
	}
	return r
}

// scheduled is the fewest and the most workers from a time on.
func scheduled(a model.ScalingAction) artifact.Map {
	return artifact.Map{
		text("ScheduledActionName", a.Name.Origin, a.Name.Value),
		text("Schedule", a.At.Origin, a.At.Value),
		text("Timezone", a.Timezone.Origin, a.Timezone.Value),
		{Key: "ScalableTargetAction", Value: artifact.Map{
			number("MinCapacity", a.Min.Origin, int64(a.Min.Value)), number("MaxCapacity", a.Max.Origin, int64(a.Max.Value)),
		}},
	}
}

// counted names what is scaled, as every call of Application Auto Scaling does.
func (s scaling) counted() artifact.Map {
	count := fixed("the number of the worker service's tasks")
	return artifact.Map{
		text("ServiceNamespace", count, "ecs"),
		text("ResourceId", s.Home.ECSCluster.Origin, "service/"+s.Home.ECSCluster.Value+"/"+s.family()),
		text("ScalableDimension", count, "ecs:service:DesiredCount"),
	}
}

// policy is one scaling policy; kind is the word that its configuration's field begins with.
func (s scaling) policy(name, kind, field string, configuration artifact.Map, origin *source.Origin) resource {
	r := resource{
		name: "Worker" + title(name) + "Policy", kind: "AWS::ApplicationAutoScaling::ScalingPolicy", file: "worker." + name + ".scaling-policy.json",
		after: []string{"WorkerCount"},
	}
	r.body = append(s.counted(), text("PolicyName", origin, name), text("PolicyType", origin, kind),
		artifact.Entry{Key: upper("", field) + "ScalingPolicyConfiguration", Value: configuration})
	return r
}

// tracking keeps a load at its target.
func (s scaling) tracking(t model.Tracking) artifact.Map {
	cooldown := s.Scaling.Cooldown
	m := artifact.Map{
		number("TargetValue", t.Target.Origin, int64(t.Target.Value)),
		number("ScaleOutCooldown", cooldown.Out.Origin, int64(cooldown.Out.Value)),
		number("ScaleInCooldown", cooldown.In.Origin, int64(cooldown.In.Value)),
	}
	if t.Load.Value == "" {
		return append(m, artifact.Entry{Key: "PredefinedMetricSpecification", Value: artifact.Map{
			text("PredefinedMetricType", t.Target.Origin, "ECSServiceAverageCPUUtilization"),
		}})
	}
	queries := artifact.List{
		s.query("load", t.Load, nil),
		s.query("nodes", s.Scaling.Scrape.Nodes, nil),
		result(t.Name+" queries a worker", "load / IF(nodes < 2, 1, nodes - 1)", fixed("the coordinator is one of the active nodes; where there is none but it, the load counts whole")),
	}
	return append(m, artifact.Entry{Key: "CustomizedMetricSpecification", Value: artifact.Map{{Key: "Metrics", Value: queries}}})
}

// query reads a published metric; without a number nothing scales, and nothing is taken for idle.
func (s scaling) query(id string, metric model.Text, period artifact.Map) artifact.Node {
	scrape := s.Scaling.Scrape
	dimension := func(name string, origin *source.Origin, value string) artifact.Node {
		return artifact.Map{text("Name", origin, name), text("Value", origin, value)}
	}
	stat := artifact.Map{
		{Key: "Metric", Value: artifact.Map{
			text("Namespace", scrape.Namespace.Origin, scrape.Namespace.Value),
			text("MetricName", metric.Origin, metric.Value),
			{Key: "Dimensions", Value: artifact.List{
				dimension("environment", source.Declared(s.env.Place), s.Environment), dimension("cluster", s.declared(), s.Name),
			}},
		}},
		text("Stat", metric.Origin, "Maximum"),
	}
	return artifact.Map{
		text("Id", metric.Origin, id),
		{Key: "MetricStat", Value: append(stat, period...)},
		truth("ReturnData", metric.Origin, false),
	}
}

// result is the one number of several that counts.
func result(label, expression string, origin *source.Origin) artifact.Node {
	return artifact.Map{
		text("Id", origin, "result"), text("Label", origin, label), text("Expression", origin, expression), truth("ReturnData", origin, true),
	}
}

// step adds a worker. It adds and never sets: an alarm that is wrong takes no worker away.
func (s scaling) step(first *model.FirstWorker) artifact.Map {
	why := fixed("one worker is enough for a query to begin; the other policies add more")
	return artifact.Map{
		text("AdjustmentType", why, "ChangeInCapacity"),
		text("MetricAggregationType", why, "Maximum"),
		number("Cooldown", first.Cooldown.Origin, int64(first.Cooldown.Value)),
		{Key: "StepAdjustments", Value: artifact.List{artifact.Map{number("MetricIntervalLowerBound", why, 0), number("ScalingAdjustment", why, 1)}}},
	}
}

// alarm is when queries wait and there is no worker. Division by workers that are not there says nothing, so that it is no target.
func (s scaling) alarm(first *model.FirstWorker) resource {
	scrape, why := s.Scaling.Scrape, fixed("queries wait, and the coordinator is the only node")
	period := artifact.Map{number("Period", scrape.Interval.Origin, int64(scrape.Interval.Value))}
	policy := text("", first.Cooldown.Origin, first.Name).Value
	r := resource{
		name: "Worker" + title(first.Name) + "Alarm", kind: "AWS::CloudWatch::Alarm", file: "worker." + first.Name + ".alarm.json",
		body: artifact.Map{
			text("AlarmName", why, "weir-"+s.Environment+"-"+s.Name+"-"+first.Name),
			text("AlarmDescription", why, "Queries of "+s.Name+" in "+s.Environment+" wait for a first worker"),
			{Key: "AlarmActions", Value: artifact.List{policy}},
			{Key: "Metrics", Value: artifact.List{
				s.query("queued", scrape.Queued, period), s.query("running", scrape.Running, period), s.query("nodes", scrape.Nodes, period),
				result("queries without a worker", "IF(nodes < 2, queued + running, 0)", why),
			}},
			text("ComparisonOperator", why, "GreaterThanThreshold"),
			number("Threshold", why, 0),
			number("EvaluationPeriods", why, 1),
			text("TreatMissingData", fixed("a coordinator that does not answer waits for no worker"), "notBreaching"),
		},
		other: artifact.Map{{Key: "AlarmActions", Value: artifact.List{reference(why, "Worker"+title(first.Name)+"Policy")}}},
	}
	if len(s.Home.Tags) > 0 {
		r.body = append(r.body, artifact.Entry{Key: "Tags", Value: artifact.Renamed("Tags", tagList(s.Home.Tags), upper)})
	}
	return r
}

// title is a name as part of a resource's name: "FirstWorker" of "first-worker".
func title(name string) string {
	var out string
	for i, c := range name {
		switch {
		case c == '-':
		case i == 0 || name[i-1] == '-':
			out += upper("", string(c))
		default:
			out += string(c)
		}
	}
	return out
}
