package ecs

import (
	"fmt"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// task is the task definition of a role.
type task struct {
	env *model.Environment
	*model.Cluster
	role *model.Role
}

// resource is the task definition in the shape of RegisterTaskDefinition.
func (t task) resource() (resource, error) {
	trino, err := t.trino()
	if err != nil {
		return resource{}, fmt.Errorf("task definition of the %s of %s in %s: %w", t.role.Name, t.Name, t.Environment, err)
	}
	return resource{
		name: roleTitle(t.role) + "TaskDefinition", kind: "AWS::ECS::TaskDefinition", file: string(t.role.Name) + ".task-definition.json",
		body:  t.definition(trino),
		after: []string{"LogGroup"},
		other: artifact.Map{{Key: "containerDefinitions", Value: t.containers(t.pinned(), trino)}},
	}, nil
}

// family is the name of the role's task definitions, and of its service: "adhoc-worker".
func (t task) family() string { return t.Name + "-" + string(t.role.Name) }

func (t task) definition(trino artifact.Node) artifact.Map {
	home, network := t.Home, fixed("a task has an address of its own, which Trino announces")
	m := artifact.Map{
		text("family", t.declared(), t.family()),
		text("taskRoleArn", home.TaskRole.Origin, home.TaskRole.Value),
		text("executionRoleArn", home.ExecutionRole.Origin, home.ExecutionRole.Value),
		text("networkMode", network, "awsvpc"),
		{Key: "requiresCompatibilities", Value: artifact.Strings(t.Task.Launch.Origin, t.Task.Launch.Value)},
		{Key: "runtimePlatform", Value: artifact.Map{
			text("cpuArchitecture", t.Task.Architecture.Origin, t.Task.Architecture.Value),
			text("operatingSystemFamily", fixed("Trino's image is Linux"), "LINUX"),
		}},
		text("cpu", t.role.TaskCPU.Origin, t.role.TaskCPU.Value),
		text("memory", t.role.TaskMem.Origin, t.role.TaskMem.Value),
	}
	m = append(m, t.storage()...)
	m = append(m,
		artifact.Entry{Key: "volumes", Value: append(artifact.List{artifact.Map{text("name", configVolume(), volume)}}, t.diskVolume()...)},
		artifact.Entry{Key: "containerDefinitions", Value: t.containers(t.newest(), trino)},
	)
	return append(m, t.tags()...)
}

func (t task) containers(release, trino artifact.Node) artifact.List {
	return append(artifact.List{t.config(release), trino}, t.metrics()...)
}

// storage is the disk that workers spill to, where it is more than Fargate gives.
func (t task) storage() artifact.Map {
	size := t.Task.EphemeralStorage
	if t.role.Name != model.Worker || size.Value == 0 {
		return nil
	}
	return artifact.Map{{Key: "ephemeralStorage", Value: artifact.Map{number("sizeInGiB", size.Origin, int64(size.Value))}}}
}

func (t task) tags() artifact.Map {
	if len(t.Home.Tags) == 0 {
		return nil
	}
	return artifact.Map{{Key: "tags", Value: tagList(t.Home.Tags)}}
}

// declared is the origin of what the cluster's declaration says as a whole.
func (t task) declared() *source.Origin { return source.Declared(t.Place) }

func text(key string, origin *source.Origin, value string) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.String(origin, value)}
}

func number(key string, origin *source.Origin, value int64) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.Int(origin, value)}
}

func truth(key string, origin *source.Origin, value bool) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.Bool(origin, value)}
}

func fixed(rule string) *source.Origin { return source.Fixed("ECS: " + rule) }
