// Package ecs renders what a cluster on ECS consists of: the log groups, a task definition and a service for each role, and how the
// number of workers follows their load and the clock.
//
// Every resource is described once, in the shape of the call of AWS that makes it (resource). Two spellings derive from that
// list, as the cluster's `deliver` chooses: one CloudFormation stack (stack.go), whose only release input is the parameter
// Release, or one JSON file a call (api.go). A new resource is one more row in resourcesOf, and is in both.
//
// In API shape delivery pins a release: it registers a task definition after it has put "<name>:<version>" in place of the name
// in the variable RELEASE of the container config. Without a version the newest release is read. An alarm names the policy that it
// sets off; delivery puts in its place the ARN that PutScalingPolicy has answered.
package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// The forms of `deliver`.
const (
	Stack = "stack"
	API   = "api"
)

// Render spells every ECS cluster in the form that it chooses.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.ECS == nil {
			continue
		}
		own, err := Form(e, c, c.Task.Deliver.Value)
		if err != nil {
			return nil, err
		}
		files = append(files, own...)
	}
	return files, nil
}

// Form spells one cluster on ECS in one of the forms.
func Form(e *model.Environment, c *model.Cluster, deliver string) ([]artifact.File, error) {
	all, err := resourcesOf(e, c)
	if err != nil {
		return nil, err
	}
	if deliver == API {
		return calls(c, all), nil
	}
	return []artifact.File{stack(c, all)}, nil
}

// resourcesOf lists what a cluster consists of, in the order in which it is made.
func resourcesOf(e *model.Environment, c *model.Cluster) ([]resource, error) {
	all := logGroups(c)
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		t := task{env: e, Cluster: c, role: r}
		definition, err := t.resource()
		if err != nil {
			return nil, err
		}
		all = append(all, definition, service{t}.resource())
	}
	workers := service{task{env: e, Cluster: c, role: &c.Worker}}
	return append(all, scaling{workers}.resources()...), nil
}
