package ecs

import (
	"fmt"
	"strconv"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// trino is the container of Trino itself. A coordinator's command is the image's own; a worker's has what drains it in front.
func (t task) trino() (artifact.Node, error) {
	ports, err := t.ports()
	if err != nil {
		return nil, err
	}
	variables, _ := etc.Secrets(t.role, t.Secrets)
	image, why := t.Image.Repository.Origin, fixed("Trino is the task")
	m := artifact.Map{
		text("name", why, "trino"),
		text("image", image, t.Image.String()),
		truth("essential", why, true),
		{Key: "dependsOn", Value: artifact.List{artifact.Map{
			text("containerName", configVolume(), "config"),
			text("condition", configVolume(), "SUCCESS"),
		}}},
	}
	m = append(m, t.drains()...)
	m = append(m, artifact.Map{
		{Key: "portMappings", Value: ports},
		{Key: "mountPoints", Value: append(artifact.List{artifact.Map{
			text("sourceVolume", configVolume(), volume),
			text("containerPath", configVolume(), target),
			truth("readOnly", configVolume(), true),
		}}, t.diskMount()...)},
	}...)
	m = append(m, secretVariables(variables)...)
	m = append(m, artifact.Entry{Key: "ulimits", Value: openFiles()}, artifact.Entry{Key: "healthCheck", Value: t.health()})
	m = append(m, t.stopTimeout()...)
	return append(m, artifact.Entry{Key: "logConfiguration", Value: t.logs()}), nil
}

// ports are where Trino listens. The coordinator's have names, by which Service
// Connect offers them; workers are reached by their own addresses.
func (t task) ports() (artifact.Node, error) {
	plain, ok := etc.Property(t.role, "config.properties", "http-server.http.port")
	if !ok {
		return nil, fmt.Errorf("config.properties has no http-server.http.port")
	}
	mapping, err := t.port(plain, "trino", artifact.Map{text("appProtocol", offered(), "http")})
	if err != nil {
		return nil, err
	}
	list := artifact.List{mapping}
	if https, ok := etc.Property(t.role, "config.properties", "http-server.https.port"); ok {
		mapping, err := t.port(https, "trino-https", nil)
		if err != nil {
			return nil, err
		}
		list = append(list, mapping)
	}
	return list, nil
}

func offered() *source.Origin {
	return fixed("Service Connect offers the coordinator's port by its name")
}

func (t task) port(line model.Line, name string, protocol artifact.Map) (artifact.Node, error) {
	n, err := strconv.ParseInt(line.Value, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", line.Key, err)
	}
	mapping := artifact.Map{number("containerPort", line.Origin, n), text("protocol", line.Origin, "tcp")}
	if t.role.Name == model.Worker {
		return mapping, nil
	}
	return append(artifact.Map{text("name", offered(), name)}, append(mapping, protocol...)...), nil
}

// secretVariables are the variables whose values ECS reads before a container starts.
func secretVariables(secrets []model.Secret) artifact.Map {
	var list artifact.List
	for _, s := range secrets {
		list = append(list, artifact.Map{text("name", s.Origin, s.Variable), text("valueFrom", s.Origin, s.ARN)})
	}
	if len(list) == 0 {
		return nil
	}
	return artifact.Map{{Key: "secrets", Value: list}}
}

func openFiles() artifact.Node {
	why := fixed("Trino's documentation asks for 131072 open files; Fargate takes no other limit")
	return artifact.List{artifact.Map{
		text("name", why, "nofile"),
		number("softLimit", why, 131072),
		number("hardLimit", why, 131072),
	}}
}

// health asks as the image's own check does, which ECS does not look at.
func (t task) health() artifact.Node {
	why, start := fixed("the image's health check"), t.Task.StartPeriod
	return artifact.Map{
		{Key: "command", Value: artifact.Strings(why, "CMD", "/usr/lib/trino/bin/health-check")},
		number("interval", why, 10),
		number("timeout", why, 5),
		number("retries", why, 6),
		number("startPeriod", start.Origin, int64(start.Value)),
	}
}

// stopTimeout is what a worker has between the request to stop and its end. The
// coordinator's queries are lost however long it waits.
func (t task) stopTimeout() artifact.Map {
	if t.role.Name != model.Worker {
		return nil
	}
	stop := t.Workers.StopTimeout
	return artifact.Map{number("stopTimeout", stop.Origin, int64(stop.Value))}
}
