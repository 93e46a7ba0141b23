package ecs

import (
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// job names what is scraped, and picks it out in the agent.
const job = "trino"

// metrics is the coordinator's third container, the CloudWatch agent: it reads from Trino what scaling asks for, on loopback, and
// writes it as events that CloudWatch takes metrics out of. Should it end, ECS starts it again beside a Trino that runs on.
func (t task) metrics() artifact.List {
	s := t.Scaling.Scrape
	if s == nil || t.role.Name != model.Coordinator {
		return nil
	}
	why := fixed("scaling reads Trino's own numbers from CloudWatch")
	return artifact.List{artifact.Map{
		text("name", why, "metrics"),
		text("image", s.Image.Origin, s.Image.Value),
		truth("essential", fixed("queries run on without metrics"), false),
		{Key: "dependsOn", Value: artifact.List{artifact.Map{text("containerName", why, "trino"), text("condition", why, "START")}}},
		{Key: "restartPolicy", Value: artifact.Map{truth("enabled", fixed("without metrics nothing scales"), true)}},
		{Key: "environment", Value: artifact.List{
			artifact.Map{text("name", why, "CW_CONFIG_CONTENT"), {Key: "value", Value: spelled(artifact.JSON("", t.agent()))}},
			artifact.Map{text("name", why, "PROMETHEUS_CONFIG_CONTENT"), {Key: "value", Value: spelled(artifact.YAML("", t.scraped()))}},
		}},
		{Key: "logConfiguration", Value: t.logs()},
	}}
}

// scraped is what the agent asks Trino for, in the words of Prometheus: the metrics by name, as a user without a password.
func (t task) scraped() artifact.Map {
	s := t.Scaling.Scrape
	var names artifact.List
	for _, name := range s.Names() {
		names = append(names, artifact.String(name.Origin, name.Value))
	}
	plain, _ := etc.Property(t.role, "config.properties", "http-server.http.port")
	return artifact.Map{
		{Key: "global", Value: artifact.Map{
			text("scrape_interval", s.Interval.Origin, strconv.Itoa(s.Interval.Value)+"s"),
			text("scrape_timeout", s.Interval.Origin, "10s"),
		}},
		{Key: "scrape_configs", Value: artifact.List{artifact.Map{
			text("job_name", fixed("what is scraped"), job),
			text("metrics_path", fixed("Trino's own metrics"), "/metrics"),
			{Key: "params", Value: artifact.Map{{Key: "name[]", Value: names}}},
			{Key: "basic_auth", Value: artifact.Map{text("username", s.User.Origin, s.User.Value)}},
			{Key: "static_configs", Value: artifact.List{artifact.Map{
				{Key: "targets", Value: artifact.Strings(plain.Origin, "localhost:"+plain.Value)},
				{Key: "labels", Value: artifact.Map{text("environment", source.Declared(t.env.Place), t.Environment), text("cluster", t.declared(), t.Name)}},
			}}},
		}}},
	}
}

// agent is what the agent makes of it: one metric for each name, with the environment and the cluster as dimensions.
func (t task) agent() artifact.Map {
	s, why := t.Scaling.Scrape, fixed("CloudWatch takes metrics out of the events of a log group")
	declaration := artifact.Map{
		{Key: "source_labels", Value: artifact.Strings(why, "job")},
		text("label_matcher", why, "^"+job+"$"),
		{Key: "dimensions", Value: artifact.List{artifact.Strings(why, "environment", "cluster")}},
		{Key: "metric_selectors", Value: artifact.Strings(why, "^"+job+"_")},
	}
	prometheus := artifact.Map{
		text("prometheus_config_path", why, "env:PROMETHEUS_CONFIG_CONTENT"),
		text("log_group_name", s.LogGroup.Origin, s.LogGroup.Value),
		{Key: "emf_processor", Value: artifact.Map{
			text("metric_namespace", s.Namespace.Origin, s.Namespace.Value),
			truth("metric_declaration_dedup", why, true),
			{Key: "metric_declaration", Value: artifact.List{declaration}},
		}},
	}
	return artifact.Map{
		{Key: "agent", Value: artifact.Map{text("region", source.Declared(t.env.At("region")), t.env.Spec.Region)}},
		{Key: "logs", Value: artifact.Map{
			{Key: "metrics_collected", Value: artifact.Map{{Key: "prometheus", Value: prometheus}}},
			number("force_flush_interval", why, 5),
		}},
	}
}

// spelled is a file as the text of a variable.
func spelled(f artifact.File) artifact.Text {
	var lines artifact.Text
	for line := range strings.Lines(string(f.Data)) {
		lines = append(lines, artifact.Line{Origin: f.Lines[len(lines)], Text: strings.TrimSuffix(line, "\n")})
	}
	return lines
}
