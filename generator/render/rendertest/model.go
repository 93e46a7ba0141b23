// Package rendertest holds what the tests of every target need: a small model,
// made by hand, and the comparison with the files under testdata.
package rendertest

import (
	"cmp"
	"slices"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// Environment is one environment with a cluster on ECS (adhoc) and one on EKS
// (etl). It is new at each call: a test may change it.
func Environment() *model.Environment {
	e := &model.Environment{
		Name:  "prod",
		Place: place("environments", "prod"),
		Spec:  schema.Environment{Name: "prod", Account: "111122223333", Region: "us-west-2"},
	}
	e.Clusters = []*model.Cluster{adhoc(), etl()}
	e.IAM = iamRoles()
	deliver(e)
	e.Pipeline = pipeline(e.Clusters[0])
	for _, c := range e.Clusters {
		sortFiles(c.Coordinator.Files)
		sortFiles(c.Worker.Files)
	}
	return e
}

func sortFiles(files []model.File) {
	slices.SortFunc(files, func(a, b model.File) int { return cmp.Compare(a.Path, b.Path) })
}

func place(folder, name string) source.Place {
	return source.Place{File: folder + "/" + name + ".cue", Path: source.Path{folder, name}}
}

func declared(folder, name string, labels ...string) *source.Origin {
	p := place(folder, name)
	return source.Declared(p.At(labels...))
}

func text(value string, origin *source.Origin) model.Text {
	return model.Text{Value: value, Origin: origin}
}

func adhoc() *model.Cluster {
	in := func(labels ...string) *source.Origin { return declared("clusters", "adhoc", labels...) }
	c := cluster("adhoc", in)
	c.ECS = &schema.ECSClusterFields{Launch: "FARGATE", Architecture: "ARM64", EphemeralStorage: 100}
	c.Task = model.Task{
		Launch:           text("FARGATE", in("launch")),
		Architecture:     text("ARM64", in("architecture")),
		EphemeralStorage: model.Number{Value: 100, Origin: in("ephemeralStorage")},
		ConfigImage:      text("public.ecr.aws/aws-cli/aws-cli:2.34.45", source.Fixed("the public image of the AWS CLI")),
	}
	c.Task.Deliver = text("api", in("deliver"))
	c.Task.StartPeriod = model.Seconds{Value: 180, Origin: source.Fixed("what a health check leaves a start")}
	c.Home.ECSCluster = text("lake", declared("environments", "prod", "ecs", "cluster"))
	c.Home.Namespace = text("lake", declared("environments", "prod", "ecs", "namespace"))
	c.Home.Subnet = text("subnet-0a0a0a0a0a0a0a0a0", declared("environments", "prod", "network", "subnets", "a"))
	c.Home.SecurityGroups = []model.Text{text("sg-0a1b2c3d4e5f60718", declared("environments", "prod", "network", "securityGroups"))}
	c.Home.LogRetention = model.Number{Value: 30, Origin: declared("environments", "prod", "logRetention")}
	c.Home.ExecutionRole = text("arn:aws:iam::111122223333:role/weir-adhoc-execution", in())
	c.Home.TaskRole = text("arn:aws:iam::111122223333:role/weir-adhoc-task", in())
	c.Home.LogGroup = text("/weir/prod/adhoc", in())
	c.Home.Parameters = text("/weir/prod/adhoc", in())
	c.Workers.DrainScript = text("/etc/trino/drain.sh", source.Fixed("the entry point asks a leaving worker to drain"))
	c.Workers.DrainUser = text("drain", in("accessControl", "drain"))
	c.Workers.DrainWait = model.Seconds{Value: 110, Origin: source.Computed("drain wait: the stop timeout less ten seconds", c.Workers.StopTimeout.Origin)}
	c.Scaling = scaling(in)
	c.Coordinator.Files = []model.File{orders(), config(in, true, "adhoc"), events(in), jvm(in, "12G"), passwords(in)}
	c.Worker.Files = []model.File{orders(), config(in, false, "adhoc"), jvm(in, "12G")}
	return c
}

func etl() *model.Cluster {
	in := func(labels ...string) *source.Origin { return declared("clusters", "etl", labels...) }
	c := cluster("etl", in)
	c.Watch = &schema.Prometheus{Interval: "30s", Dashboards: "grafana_dashboard", Folder: "Trino", Runbooks: "https://docs.example/runbooks"}
	c.EKS = &schema.EKSClusterFields{Chart: schema.ChartFields{Version: "1.42.2"}, Namespace: "trino", ServiceAccount: "trino-etl"}
	c.Home.Namespace = text("trino", in("namespace"))
	c.Home.Subnet = text("subnet-0a0a0a0a0a0a0a0a0", declared("environments", "prod", "network", "subnets", "a"))
	c.Nodes, c.Scaler = nodes(in), scaler(in)
	files := []model.File{orders(), events(in), exchange(in), jvm(in, "12G"), log(in), node()}
	c.Coordinator.Files = slices.Concat([]model.File{config(in, true, "etl"), passwords(in)}, access(in, model.ByPlatform), files)
	c.Worker.Files = slices.Concat([]model.File{config(in, false, "etl")}, access(in, model.WorkerOnly), files)
	return c
}

func cluster(name string, in func(...string) *source.Origin) *model.Cluster {
	role := func(name model.RoleName, label string) model.Role {
		return model.Role{
			Name:    name,
			CPU:     model.Number{Value: 4, Origin: in(label, "cpu")},
			Memory:  model.Bytes{Value: 16 << 30, Text: "16GiB", Origin: in(label, "memory")},
			TaskCPU: text("4096", in(label, "cpu")),
			TaskMem: text("16384", in(label, "memory")),
		}
	}
	return &model.Cluster{
		Name: name, Environment: "prod", Place: place("clusters", name), Version: 476,
		Image: model.Image{Repository: text("trinodb/trino", in("trino", "image")), Tag: text("476", in("trino", "version"))},
		Home: model.Home{
			Zone: text("us-west-2a", in("zone")),
			Tags: []model.Tag{{Key: "team", Value: "data-platform", Origin: declared("environments", "prod", "tags", "team")}},
		},
		Coordinator: role(model.Coordinator, "coordinator"),
		Worker:      role(model.Worker, "workers"),
		Workers: model.Workers{
			Min: 2, Max: 8, MinOrigin: in("workers", "min"), MaxOrigin: in("workers", "max"),
			StopTimeout: model.Seconds{Value: 120, Origin: source.Computed("stop timeout: Fargate's most", in("workers", "grace"))},
		},
		Secrets: []model.Secret{
			secret("ORDERS_CONNECTION_PASSWORD", "orders", "password", "catalog orders: connection-password"),
			secret("TRINO_MYSQL_EVENT_LISTENER_DB_URL", "trino", name+"-events", "cluster "+name+": mysql-event-listener.db.url"),
			file("secret/password.db", secret("TRINO_PASSWORD_DB", "trino", name+"-passwords", "cluster "+name+": file.password-file")),
		},
	}
}

func secret(variable, name, key, use string) model.Secret {
	arn := "arn:aws:secretsmanager:us-west-2:111122223333:secret:lake/prod/" + name + "-a1B2c3"
	return model.Secret{
		Variable: variable, Reference: schema.Reference{Secret: name, Key: key}, ARN: arn + ":" + key + "::",
		For: []string{use}, Owners: []string{"commerce"}, Origin: declared("environments", "prod", "secrets", name),
	}
}

// file is a secret whose text is a file.
func file(path string, s model.Secret) model.Secret {
	s.File = path
	return s
}
