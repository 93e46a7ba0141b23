package rendertest

import (
	"weir.local/generator/model"
	"weir.local/schema"
)

// deliver says how Argo CD delivers the cluster on EKS, whose namespace weir makes, and what may go in and out of its pods.
func deliver(e *model.Environment) {
	argocd := func(label, value string) model.Text {
		return text(value, declared("environments", "prod", "argocd", label))
	}
	eks := func(label, value string) model.Text {
		return text(value, declared("environments", "prod", "eks", label))
	}
	e.GitOps = &model.GitOps{
		Repository: argocd("repository", "https://git.example/acme/lake.git"), Revision: argocd("revision", "main"), Path: argocd("path", "out/prod"),
		Charts: argocd("charts", "https://trinodb.github.io/charts"), Namespace: argocd("namespace", "argocd"), Project: argocd("project", "weir-prod"),
		Destination: argocd("destination", "in-cluster"), Sync: argocd("sync", model.Automated),
		Root: text("prod", declared("environments", "prod")), RootProject: argocd("project", "weir-prod-root"),
	}
	c := e.Clusters[1]
	in := declared("clusters", "etl", "networkPolicy")
	c.Home.Namespace = text("trino", declared("clusters", "etl", "namespace"))
	c.Application = text("prod-etl", declared("clusters", "etl"))
	c.Stores = model.Stores{Secrets: eks("secretStore", "aws"), Parameters: eks("parameterStore", "parameter-store"), Refresh: eks("secretRefresh", "1h")}
	c.Secrets = append(c.Secrets, model.Secret{
		Variable: "TRINO_SHARED", Reference: schema.Reference{Parameter: "/lake/prod/etl/shared"}, ARN: "arn:aws:ssm:us-west-2:111122223333:parameter/lake/prod/etl/shared",
		For: []string{"cluster etl: internal-communication.shared-secret"}, Origin: declared("clusters", "etl", "sharedSecret"),
	})
	c.Traffic = &model.Traffic{
		Clients:    []model.Client{{Namespace: "superset", Origin: in}, {Addresses: "10.0.0.0/16", Origin: in}},
		Listens:    []model.Port{{Number: 8080, Origin: in}},
		Metrics:    []model.Port{{Number: 8080, Origin: in}},
		Monitoring: eks("monitoring", "monitoring"),
		Reaches:    []model.Port{{Number: 443, For: []string{"AWS"}, Origin: in}, {Number: 3306, For: []string{"catalog orders"}, Origin: in}},
		Agent:      true,
		Origin:     in,
	}
	e.Namespaces = []*model.Namespace{{
		Name: c.Home.Namespace, Application: text("prod-namespace.trino", declared("environments", "prod")), Clusters: []*model.Cluster{c},
		Security: text("baseline", in), Pods: model.Number{Value: 18, Origin: in}, CPU: model.Number{Value: 90, Origin: in},
		Memory: model.Bytes{Value: 306 << 30, Text: "306GiB", Origin: in},
	}}
}
