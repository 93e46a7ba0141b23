package ecs_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v3"

	"weir.local/generator/model"
	"weir.local/generator/render/ecs"
	"weir.local/generator/render/rendertest"
)

// TestBothFormsSayTheSame reads the stack back into the API's shape, and compares.
func TestBothFormsSayTheSame(t *testing.T) {
	for name, change := range map[string]func(*model.Cluster){
		"as it is":     func(*model.Cluster) {},
		"without tags": func(c *model.Cluster) { c.Home.Tags = nil },
		"with a key":   func(c *model.Cluster) { c.Home.KMSKey.Value = "arn:aws:kms:us-west-2:111122223333:key/a" },
		"on instances": func(c *model.Cluster) { c.Task.Launch.Value = "EC2" },
		"on instances of a kind": func(c *model.Cluster) {
			c.Task.Launch.Value, c.Home.OnDemand.Value, c.Home.Spot.Value = "EC2", "graviton", "graviton-spot"
			c.Workers.Spot, c.Workers.OnDemandBase = true, 2
		},
		"on spot":               func(c *model.Cluster) { c.Workers.Spot, c.Workers.OnDemandBase = true, 1 },
		"on spot alone":         func(c *model.Cluster) { c.Workers.Spot = true },
		"on x86":                func(c *model.Cluster) { c.Task.Architecture.Value = "X86_64" },
		"without secrets":       func(c *model.Cluster) { c.Secrets = nil },
		"with a name of dashes": func(c *model.Cluster) { c.Name = "ad-hoc" },
		"without scaling":       func(c *model.Cluster) { c.Scaling = model.Scaling{} },
		"on CPU alone":          func(c *model.Cluster) { c.Scaling = model.Scaling{Tracks: c.Scaling.Tracks[2:]} },
	} {
		t.Run(name, func(t *testing.T) {
			e := rendertest.Environment()
			c := e.Clusters[0]
			change(c)
			got, want := fromStack(t, e, c), fromCalls(t, e, c)
			for resource := range want {
				if !reflect.DeepEqual(got[resource], want[resource]) {
					t.Errorf("%s: the stack says\n%s\nthe calls say\n%s", resource, show(got[resource]), show(want[resource]))
				}
			}
			if len(got) != len(want) {
				t.Errorf("the stack has %d resources, the calls make %d", len(got), len(want))
			}
		})
	}
}

// fromCalls is what the inputs of the calls say, by resource.
func fromCalls(t *testing.T, e *model.Environment, c *model.Cluster) map[string]map[string]any {
	t.Helper()
	files, err := ecs.Form(e, c, ecs.API)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]any{}
	for _, f := range files {
		var body map[string]any
		if err := json.Unmarshal(f.Data, &body); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(f.Path[strings.LastIndexByte(f.Path, '/')+1:], ".json")
		tags, tagged := body["tags"].(map[string]any)
		if tagged { // as only the logs API has them; all other calls, and the stack, take a list
			body["tags"] = tagList(tags)
		}
		switch base, what, _ := cut(name); what {
		case "retention":
			all[base]["retentionInDays"] = body["retentionInDays"]
		case "scheduled-action":
			for _, of := range []string{"ServiceNamespace", "ResourceId", "ScalableDimension"} {
				if body[of] != all["worker.scalable-target"][of] {
					t.Errorf("%s: %s is %v", name, of, body[of])
				}
				delete(body, of)
			}
			actions, _ := all["worker.scalable-target"]["ScheduledActions"].([]any)
			all["worker.scalable-target"]["ScheduledActions"] = append(actions, body)
		case "scalable-target":
			delete(body, "Tags") // the stack has none for it
			all[name] = body
		default:
			if name == "worker.service" {
				delete(body, "desiredCount") // the load's to say, once the service is there
			}
			all[name] = body
		}
	}
	return all
}

// cut parts a name at its last dot: "worker.office.scheduled-action" is "worker.office" and "scheduled-action".
func cut(name string) (base, what string, ok bool) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return name, "", false
	}
	return name[:at], name[at+1:], true
}

// tagList is tags as all calls but that of a log group take them.
func tagList(tags map[string]any) []any {
	list := make([]any, 0, len(tags))
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, map[string]any{"key": key, "value": tags[key]})
	}
	return list
}

// fromStack is what the stack's resources say, in the shape of the calls.
func fromStack(t *testing.T, e *model.Environment, c *model.Cluster) map[string]map[string]any {
	t.Helper()
	files, err := ecs.Form(e, c, ecs.Stack)
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Resources map[string]struct {
			Type       string         `yaml:"Type"`
			Properties map[string]any `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(files[0].Data, &template); err != nil {
		t.Fatal(err)
	}
	families := map[string]string{}
	for name, r := range template.Resources {
		if r.Type == "AWS::ECS::TaskDefinition" {
			families[name] = r.Properties["Family"].(string)
		}
	}
	names := map[string]string{
		"LogGroup": "log-group", "MetricsLogGroup": "metrics.log-group",
		"CoordinatorTaskDefinition": "coordinator.task-definition", "WorkerTaskDefinition": "worker.task-definition",
		"CoordinatorService": "coordinator.service", "WorkerService": "worker.service", "WorkerCount": "worker.scalable-target",
		"WorkerQueuedPolicy": "worker.queued.scaling-policy", "WorkerRunningPolicy": "worker.running.scaling-policy", "WorkerCpuPolicy": "worker.cpu.scaling-policy",
		"WorkerFirstWorkerPolicy": "worker.first-worker.scaling-policy", "WorkerFirstWorkerAlarm": "worker.first-worker.alarm",
	}
	for name, r := range template.Resources {
		if r.Type == "AWS::ApplicationAutoScaling::ScalingPolicy" {
			families[name] = r.Properties["PolicyName"].(string)
		}
	}
	all := map[string]map[string]any{}
	for name, r := range template.Resources {
		if names[name] == "" {
			t.Errorf("%s is new: say in this test which call makes it", name)
		}
		body := lower("", r.Properties, families, !upperCase(r.Type)).(map[string]any)
		var plain map[string]any // numbers as JSON reads them
		data, err := json.Marshal(body)
		if err != nil || json.Unmarshal(data, &plain) != nil {
			t.Fatal(err)
		}
		all[names[name]] = plain
	}
	return all
}

// upperCase says whether the API of a resource spells its fields as CloudFormation does.
func upperCase(kind string) bool {
	return strings.HasPrefix(kind, "AWS::ApplicationAutoScaling::") || strings.HasPrefix(kind, "AWS::CloudWatch::")
}

// lower is a value with the API's keys, and with what references stand for in place of them.
func lower(field string, value any, families map[string]string, keys bool) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = lower(field, v[i], families, keys)
		}
	case map[string]any:
		if name, ok := v["Ref"].(string); ok && len(v) == 1 {
			return families[name]
		}
		if text, ok := v["Fn::Sub"].(string); ok && len(v) == 1 {
			return strings.TrimSuffix(text, ":${Release}")
		}
		out := map[string]any{}
		for key, item := range v {
			if field != "Options" && keys {
				r := []rune(key)
				r[0] = unicode.ToLower(r[0])
				out[string(r)] = lower(key, item, families, keys)
			} else {
				out[key] = lower(key, item, families, keys)
			}
		}
		return out
	}
	return value
}

func show(v any) string {
	b, _ := json.MarshalIndent(v, "", "  ")
	return string(b)
}
