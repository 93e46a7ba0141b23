package plan

import (
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// configImage is the public image of the AWS CLI, which writes a release into the volume that Trino reads.
const configImage = "public.ecr.aws/aws-cli/aws-cli:2.34.45"

// taskOf fills in what the task definitions of an ECS cluster have in common.
func (d *draft) taskOf() {
	if d.ECS == nil {
		return
	}
	d.Task = model.Task{
		Launch:           model.Text{Value: d.ECS.Launch, Origin: d.decl.origin("launch")},
		Architecture:     model.Text{Value: d.ECS.Architecture, Origin: d.decl.origin("architecture")},
		Deliver:          model.Text{Value: d.ECS.Deliver, Origin: d.decl.origin("deliver")},
		EphemeralStorage: model.Number{Value: float64(d.ECS.EphemeralStorage), Origin: d.decl.origin("ephemeralStorage")},
		StartPeriod:      model.Seconds{Value: startPeriod, Origin: source.Computed("start period: " + ruleStartPeriod.text)},
		ConfigImage:      model.Text{Value: configImage, Origin: source.Fixed("the public image of the AWS CLI")},
	}
	for _, r := range []*model.Role{&d.Coordinator, &d.Worker} {
		r.TaskCPU = model.Text{Value: strconv.FormatFloat(r.CPU.Value*1024, 'f', 0, 64), Origin: source.Computed("ECS counts cpu in 1024ths of a vCPU", r.CPU.Origin)}
		r.TaskMem = model.Text{Value: strconv.FormatInt(r.Memory.Value/mib, 10), Origin: source.Computed("ECS counts memory in MiB", r.Memory.Origin)}
	}
}
