package ecs_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/aws"
	"weir.local/generator/render/ecs"
	"weir.local/generator/render/rendertest"
)

// definition is of a task definition what limits are about.
type definition struct {
	RequiresCompatibilities []string
	NetworkMode             string
	EphemeralStorage        *struct{ SizeInGiB int }
	Volumes                 []volume
	ContainerDefinitions    []container
}

type container struct {
	Name, Image                   string
	Essential                     bool
	StopTimeout                   *int
	Privileged                    bool
	Links, ExtraHosts, DNSServers []string
	DependsOn                     []struct{ ContainerName, Condition string }
	PortMappings                  []port
	MountPoints                   []mount
	Secrets                       []struct{ Name, ValueFrom string }
	Ulimits                       []struct{ Name string }
	HealthCheck                   *struct{ Interval, Timeout, Retries, StartPeriod int }
	LogConfiguration              struct {
		LogDriver string
		Options   map[string]string
	}
}

type (
	volume struct {
		Name string
		Host struct{ SourcePath string }
	}
	port struct {
		Name          string
		ContainerPort int
	}
	mount struct{ SourceVolume string }
)

// service is of a service what limits are about.
type service struct {
	LaunchType               string
	CapacityProviderStrategy []struct {
		CapacityProvider string
		Base             int
	}
	DeploymentConfiguration     struct{ MinimumHealthyPercent, MaximumPercent int }
	ServiceConnectConfiguration struct {
		Services []struct {
			PortName, DiscoveryName string
			ClientAliases           []struct {
				Port    int
				DNSName string
			}
			Timeout struct{ IdleTimeoutSeconds, PerRequestTimeoutSeconds *int }
		}
	}
}

// made is a role's task definition and service, as its calls take them.
type made struct {
	definition
	service
	bytes int // of the task definition, without spaces
}

func (m made) fargate() bool { return slices.Contains(m.RequiresCompatibilities, "FARGATE") }

// anyContainer says whether a container is refused.
func (m made) anyContainer(refused func(container) bool) bool {
	return slices.ContainsFunc(m.ContainerDefinitions, refused)
}

// limit is something that AWS refuses, or takes and fails on, and that neither emulators, nor cfn-lint, nor the service's model find.
type limit struct {
	name, source string
	file         string    // of the coordinator or worker, where it is broken: "worker.task-definition.json"
	bad          [2]string // text, and what is wrong in its place
	refused      func(made) bool
}

var serviceConnectName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,63}$`)

func limits() []limit {
	const (
		tasks  = "worker.task-definition.json"
		leader = "coordinator.task-definition.json"
	)
	return []limit{
		{"stopTimeout beyond two minutes", "ECS API, ContainerDefinition: stopTimeout", tasks, [2]string{`"stopTimeout": 120`, `"stopTimeout": 121`}, func(m made) bool {
			return m.fargate() && m.anyContainer(func(c container) bool { return c.StopTimeout != nil && *c.StopTimeout > 120 })
		}},
		{"ephemeral storage out of bounds", "ECS API, EphemeralStorage: sizeInGiB", tasks, [2]string{`"sizeInGiB": 100`, `"sizeInGiB": 300`}, func(m made) bool {
			return m.EphemeralStorage != nil && (!m.fargate() || m.EphemeralStorage.SizeInGiB < 21 || m.EphemeralStorage.SizeInGiB > 200)
		}},
		{"a network of another mode", "ECS API, RegisterTaskDefinition: networkMode", tasks, [2]string{`"awsvpc"`, `"bridge"`}, func(m made) bool { return m.NetworkMode != "awsvpc" }},
		{"what Fargate does not support", "ECS documentation, Task definition differences for Fargate", tasks, [2]string{`"essential": true`, `"essential": true, "privileged": true`}, func(m made) bool {
			return m.fargate() && m.anyContainer(func(c container) bool { return c.Privileged || len(c.Links)+len(c.ExtraHosts)+len(c.DNSServers) > 0 })
		}},
		{"a limit that Fargate does not set", "ECS API, ContainerDefinition: ulimits", tasks, [2]string{`"nofile"`, `"nproc"`}, func(m made) bool {
			return m.fargate() && m.anyContainer(func(c container) bool { return len(c.Ulimits) > 0 && c.Ulimits[0].Name != "nofile" })
		}},
		{"a folder of a node on Fargate", "ECS API, HostVolumeProperties: sourcePath", tasks, [2]string{`"volumes": [`, `"volumes": [{"name": "disk", "host": {"sourcePath": "/mnt"}},`}, func(m made) bool {
			return m.fargate() && slices.ContainsFunc(m.Volumes, func(v volume) bool {
				return v.Host.SourcePath != ""
			})
		}},
		{"a port that is none", "ECS API, PortMapping: containerPort", tasks, [2]string{`"containerPort": 8080`, `"containerPort": 70000`}, func(m made) bool {
			return m.anyContainer(func(c container) bool {
				return slices.ContainsFunc(c.PortMappings, func(p port) bool {
					return p.ContainerPort < 1 || p.ContainerPort > 65535
				})
			})
		}},
		{"a port's name in upper case", "ECS API, PortMapping: name", leader, [2]string{`"name": "trino",` + "\n" + `          "containerPort"`, `"name": "Trino",` + "\n" + `          "containerPort"`}, func(m made) bool {
			return slices.ContainsFunc(m.portNames(), func(name string) bool { return name != "" && !serviceConnectName.MatchString(name) })
		}},
		{"a service of a port without that name", "ECS API, ServiceConnectService: portName", "coordinator.service.json", [2]string{`"portName": "trino"`, `"portName": "http"`}, func(m made) bool {
			for _, s := range m.ServiceConnectConfiguration.Services {
				if !slices.Contains(m.portNames(), s.PortName) {
					return true
				}
			}
			return false
		}},
		{"an alias that is no name", "ECS API, ServiceConnectClientAlias: dnsName, port", "coordinator.service.json", [2]string{`"dnsName": "adhoc"`, `"dnsName": "Adhoc"`}, func(m made) bool {
			for _, s := range m.ServiceConnectConfiguration.Services {
				for _, a := range s.ClientAliases {
					if !serviceConnectName.MatchString(s.DiscoveryName) || !serviceConnectName.MatchString(a.DNSName) || a.Port < 1 || a.Port > 65535 {
						return true
					}
				}
			}
			return false
		}},
		{"a request that times out", "ECS API, TimeoutConfiguration: 0 disables; Trino's clients wait for long answers", "coordinator.service.json", [2]string{`"perRequestTimeoutSeconds": 0`, `"perRequestTimeoutSeconds": 15`}, func(m made) bool {
			for _, s := range m.ServiceConnectConfiguration.Services {
				if t := s.Timeout; t.IdleTimeoutSeconds == nil || t.PerRequestTimeoutSeconds == nil || *t.IdleTimeoutSeconds+*t.PerRequestTimeoutSeconds != 0 {
					return true
				}
			}
			return false
		}},
		{"a dependency on nothing", "ECS API, ContainerDependency: containerName", tasks, [2]string{`"containerName": "config"`, `"containerName": "configs"`}, func(m made) bool {
			names := m.names()
			return m.anyContainer(func(c container) bool {
				return len(c.DependsOn) > 0 && !slices.Contains(names, c.DependsOn[0].ContainerName)
			})
		}},
		{"waiting for the success of what must run", "ECS API, ContainerDependency: condition SUCCESS is not for essential containers", tasks, [2]string{`"essential": false`, `"essential": true`}, func(m made) bool {
			return m.anyContainer(func(c container) bool {
				return slices.ContainsFunc(m.ContainerDefinitions, func(on container) bool {
					return on.Essential && len(c.DependsOn) > 0 && c.DependsOn[0].ContainerName == on.Name && c.DependsOn[0].Condition == "SUCCESS"
				})
			})
		}},
		{"a volume that is not there", "ECS API, MountPoint: sourceVolume", tasks, [2]string{`"sourceVolume": "config"`, `"sourceVolume": "conf"`}, func(m made) bool {
			return m.anyContainer(func(c container) bool {
				return slices.ContainsFunc(c.MountPoints, func(p mount) bool {
					return !slices.ContainsFunc(m.Volumes, func(v volume) bool {
						return v.Name == p.SourceVolume
					})
				})
			})
		}},
		{"two containers of one name", "ECS API, ContainerDefinition: name", tasks, [2]string{`"name": "config",` + "\n" + `      "image"`, `"name": "trino",` + "\n" + `      "image"`}, func(m made) bool {
			names := m.names()
			return len(slices.Compact(slices.Sorted(slices.Values(names)))) < len(names)
		}},
		{"no container that must run", "ECS API, ContainerDefinition: essential", tasks, [2]string{`"essential": true`, `"essential": false`}, func(m made) bool {
			return !m.anyContainer(func(c container) bool { return c.Essential })
		}},
		{"a health check out of bounds", "ECS API, HealthCheck: interval 5-300, timeout 2-60, retries 1-10, startPeriod 0-300", tasks, [2]string{`"startPeriod": 180`, `"startPeriod": 301`}, func(m made) bool {
			return m.anyContainer(func(c container) bool {
				h := c.HealthCheck
				return h != nil && (h.Interval < 5 || h.Interval > 300 || h.Timeout < 2 || h.Timeout > 60 || h.Retries < 1 || h.Retries > 10 || h.StartPeriod < 0 || h.StartPeriod > 300)
			})
		}},
		{"a log driver without its options", "ECS API, LogConfiguration: options; awslogs needs group and region, on Fargate a prefix", tasks, [2]string{`"awslogs-stream-prefix"`, `"awslogs-prefix"`}, func(m made) bool {
			return m.anyContainer(func(c container) bool { return !takesLogs(c) })
		}},
		{"a log buffer without a unit", "ECS API, LogConfiguration: options; max-buffer-size", tasks, [2]string{`"25m"`, `"25 megabytes"`}, func(m made) bool {
			return m.anyContainer(func(c container) bool { return !takesLogs(c) })
		}},
		{"more at least than at most", "ECS API, DeploymentConfiguration", "worker.service.json", [2]string{`"maximumPercent": 200`, `"maximumPercent": 50`}, func(m made) bool {
			return m.DeploymentConfiguration.MaximumPercent <= m.DeploymentConfiguration.MinimumHealthyPercent
		}},
		{"a launch type beside capacity providers", "ECS API, CreateService: launchType, capacityProviderStrategy", "worker.service.json", [2]string{`"capacityProviderStrategy"`, `"launchType": "FARGATE", "capacityProviderStrategy"`}, func(m made) bool {
			return (m.LaunchType == "") == (len(m.CapacityProviderStrategy) == 0)
		}},
		{"two providers with a base", "ECS API, CapacityProviderStrategyItem: base", "worker.service.json", [2]string{`"capacityProvider": "FARGATE_SPOT"`, `"base": 1, "capacityProvider": "FARGATE_SPOT"`}, func(m made) bool {
			bases := 0
			for _, p := range m.CapacityProviderStrategy {
				bases += min(p.Base, 1)
			}
			return bases > 1
		}},
		{"providers of both kinds", "ECS documentation, Fargate and Auto Scaling group capacity providers do not mix", "worker.service.json", [2]string{`"FARGATE_SPOT"`, `"instances"`}, func(m made) bool {
			kinds := map[bool]bool{}
			for _, p := range m.CapacityProviderStrategy {
				kinds[strings.HasPrefix(p.CapacityProvider, "FARGATE")] = true
			}
			return len(kinds) > 1 || kinds[true] && !m.fargate()
		}},
		{"a task definition that is too long", "ECS endpoints and quotas, Task definition size: 64 KB", tasks, [2]string{`"set -eu`, `"` + strings.Repeat("#", aws.TaskDefinitionBytes) + `set -eu`}, func(m made) bool { return m.bytes > aws.TaskDefinitionBytes }},
	}
}

func (m made) names() []string {
	var names []string
	for _, c := range m.ContainerDefinitions {
		names = append(names, c.Name)
	}
	return names
}

func (m made) portNames() []string {
	var names []string
	for _, c := range m.ContainerDefinitions {
		for _, p := range c.PortMappings {
			names = append(names, p.Name)
		}
	}
	return names
}

var bufferSize = regexp.MustCompile(`^[0-9]+[kmg]$`)

// takesLogs says whether awslogs takes a container's options: those that it asks for, and no other.
func takesLogs(c container) bool {
	options := maps.Clone(c.LogConfiguration.Options)
	for _, needed := range []string{"awslogs-group", "awslogs-region", "awslogs-stream-prefix"} {
		if options[needed] == "" {
			return false
		}
		delete(options, needed)
	}
	mode, size := options["mode"], options["max-buffer-size"]
	delete(options, "mode")
	delete(options, "max-buffer-size")
	return c.LogConfiguration.LogDriver == "awslogs" && len(options) == 0 && (size == "" || mode == "non-blocking" && bufferSize.MatchString(size))
}

// inCalls are the files of the test's cluster in API shape, with workers on spot and a disk of their own.
func inCalls(t *testing.T) map[string]string {
	t.Helper()
	e := rendertest.Environment()
	c := e.Clusters[0]
	c.Workers.Spot, c.Workers.OnDemandBase = true, 1
	c.Task.EphemeralStorage.Value = 100
	files, err := ecs.Form(e, c, ecs.API)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		all[f.Path[strings.LastIndexByte(f.Path, '/')+1:]] = string(f.Data)
	}
	return all
}

// asMade reads a role's files.
func asMade(t *testing.T, files map[string]string, role string) made {
	t.Helper()
	var m made
	var short bytes.Buffer
	text := []byte(files[role+".task-definition.json"])
	for _, err := range []error{
		json.Unmarshal(text, &m.definition), json.Unmarshal([]byte(files[role+".service.json"]), &m.service), json.Compact(&short, text),
	} {
		if err != nil {
			t.Fatalf("%s: %v", role, err)
		}
	}
	m.bytes = short.Len()
	return m
}

// TestWhatNobodyChecksIsHeld breaks each limit in what is rendered, which is within all of them.
func TestWhatNobodyChecksIsHeld(t *testing.T) {
	for _, l := range limits() {
		t.Run(l.name, func(t *testing.T) {
			files := inCalls(t)
			for _, role := range []string{"coordinator", "worker"} {
				if l.refused(asMade(t, files, role)) {
					t.Errorf("the %s is refused (%s)", role, l.source)
				}
			}
			broken := strings.Replace(files[l.file], l.bad[0], l.bad[1], 1)
			if broken == files[l.file] {
				t.Fatalf("%s has no %s:\n%s", l.file, l.bad[0], broken)
			}
			files[l.file] = broken
			if role, _, _ := strings.Cut(l.file, "."); !l.refused(asMade(t, files, role)) {
				t.Errorf("%s is not found (%s)", l.bad[1][:min(len(l.bad[1]), 80)], l.source)
			}
		})
	}
}

// TestSecretsHaveRoom holds what the rule about long task definitions takes for weir's own part, and for a secret.
func TestSecretsHaveRoom(t *testing.T) {
	for _, role := range []string{"coordinator", "worker"} {
		m := asMade(t, inCalls(t), role)
		own, secrets := m.bytes, 0
		for _, c := range m.ContainerDefinitions {
			for _, s := range c.Secrets {
				own, secrets = own-aws.SecretBytes(s.Name, s.ValueFrom), secrets+1
			}
		}
		if own > aws.OwnDefinitionBytes || own < 4096 || secrets == 0 {
			t.Errorf("the %s's task definition has %d bytes beside its %d secrets, and is taken for %d at most", role, own, secrets, aws.OwnDefinitionBytes)
		}
	}
}
