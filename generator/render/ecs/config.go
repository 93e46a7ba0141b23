package ecs

import (
	_ "embed"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/aws/release"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// script writes a release into the volume that Trino reads.
//
//go:embed config.sh
var script string

const (
	volume = "config"     // shared by the two containers
	target = "/etc/trino" // where Trino looks for its files
)

func configVolume() *source.Origin {
	return fixed("the container config writes the files that trino reads")
}

// config is the init container, which writes a release: it ends before Trino starts, or nothing starts.
func (t task) config(release artifact.Node) artifact.Node {
	why := configVolume()
	_, files := etc.Secrets(t.role, t.Secrets)
	m := artifact.Map{
		text("name", why, "config"),
		text("image", t.Task.ConfigImage.Origin, t.Task.ConfigImage.Value),
		truth("essential", fixed("config ends when it has done its work"), false),
		{Key: "entryPoint", Value: artifact.Strings(scriptOrigin(), "/bin/sh", "-c", `eval "$(printf '%s\n' "$@")"`, "weir-config")},
		{Key: "command", Value: scriptLines()},
		{Key: "environment", Value: append(t.variables(release), secretFiles(files)...)},
	}
	m = append(m, secretVariables(files)...)
	return append(m,
		artifact.Entry{Key: "mountPoints", Value: artifact.List{artifact.Map{
			text("sourceVolume", why, volume),
			text("containerPath", why, target),
		}}},
		artifact.Entry{Key: "logConfiguration", Value: t.logs()},
	)
}

// secretFiles tells the script which of its variables are files: "TRINO_PASSWORD_DB secret/password.db". ECS can mount no secret.
func secretFiles(files []model.Secret) artifact.List {
	var list []string
	var from []*source.Origin
	for _, s := range files {
		list, from = append(list, s.Variable+" "+s.File), append(from, s.Origin)
	}
	if len(list) == 0 {
		return nil
	}
	return artifact.List{variable(source.Computed("secrets whose text is a file", from...), "SECRET_FILES", strings.Join(list, "\n"))}
}

func scriptOrigin() *source.Origin {
	return fixed("config.sh, a line an argument, so that a person can read it")
}

// scriptLines is the script as the container's arguments, which the entry point
// joins and runs: one long string in JSON could be neither read nor compared.
func scriptLines() artifact.Node {
	_, body, _ := strings.Cut(script, "\n") // the first line names the shell
	return artifact.Strings(scriptOrigin(), strings.Split(strings.TrimSuffix(body, "\n"), "\n")...)
}

// newest is the release that was written last.
func (t task) newest() artifact.Node {
	return artifact.String(t.Home.Parameters.Origin, release.Name(t.Home.Parameters.Value))
}

// pinned is the release that the stack is given.
func (t task) pinned() artifact.Node {
	return artifact.Map{text("Fn::Sub", t.Home.Parameters.Origin, release.Name(t.Home.Parameters.Value)+":${Release}")}
}

func (t task) variables(release artifact.Node) artifact.List {
	region := source.Declared(t.env.At("region"))
	return artifact.List{
		variable(region, "AWS_REGION", t.env.Spec.Region),
		artifact.Map{text("name", t.Home.Parameters.Origin, "RELEASE"), {Key: "value", Value: release}},
		variable(fixed("a role has lists of its own in a release"), "ROLE", string(t.role.Name)),
		variable(configVolume(), "TARGET", target),
	}
}

func variable(origin *source.Origin, name, value string) artifact.Node {
	return artifact.Map{text("name", origin, name), text("value", origin, value)}
}

// logs sends a container's output to the cluster's log group.
func (t task) logs() artifact.Node {
	group := t.Home.LogGroup.Origin
	buffer := fixed("a full log buffer drops lines rather than stop the container")
	return artifact.Map{
		text("logDriver", fixed("logs go to CloudWatch"), "awslogs"),
		{Key: "options", Value: artifact.Map{
			text("awslogs-group", group, t.Home.LogGroup.Value),
			text("awslogs-region", source.Declared(t.env.At("region")), t.env.Spec.Region),
			text("awslogs-stream-prefix", group, string(t.role.Name)),
			text("max-buffer-size", buffer, "25m"),
			text("mode", buffer, "non-blocking"),
		}},
	}
}
