package cli

import (
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/plan"
	"weir.local/generator/render/k8s"
	"weir.local/generator/source"
	"weir.local/schema"
)

// clusterPlan is the plan of one cluster in one environment, in the form of docs/schema/plan.schema.json. It only grows.
type clusterPlan struct {
	Environment string          `json:"environment"`
	Name        string          `json:"name"`
	Platform    string          `json:"platform"`
	Description string          `json:"description,omitempty"`
	Owner       string          `json:"owner,omitempty"`
	Trino       int             `json:"trino"`
	Image       string          `json:"image"`
	Sums        []planSum       `json:"sums"`
	Workers     planWorkers     `json:"workers"`
	QueryMemory planQueryMemory `json:"queryMemory"`
	Catalogs    []planCatalog   `json:"catalogs"`
	Secrets     []planSecret    `json:"secrets"`
	Delivery    []planStep      `json:"delivery"`
}

type planSum struct {
	Role   string     `json:"role,omitempty"` // none: the cluster as a whole
	Name   string     `json:"name"`
	Value  string     `json:"value"`
	Kind   string     `json:"kind"` // declared, override, default, computed, …
	Rule   string     `json:"rule"`
	Source string     `json:"source,omitempty"`
	At     *jsonPlace `json:"at,omitempty"` // the line that the user wrote
}

type planWorkers struct {
	Min          int  `json:"min"`
	Max          int  `json:"max"`
	Spot         bool `json:"spot"`
	OnDemandBase int  `json:"onDemandBase"`
}

type planQueryMemory struct {
	PerNode  string `json:"perNode"`
	PerQuery string `json:"perQuery"`
	AtMin    string `json:"atFewestWorkers"`
	AtMax    string `json:"atMostWorkers"`
}

type planCatalog struct {
	Name        string `json:"name"`
	Connector   string `json:"connector"`
	Owner       string `json:"owner"`
	Description string `json:"description,omitempty"`
}

type planSecret struct {
	Variable  string   `json:"variable"`
	Parameter string   `json:"parameter,omitempty"`
	Secret    string   `json:"secret,omitempty"`
	Key       string   `json:"key,omitempty"`
	File      string   `json:"file,omitempty"`
	For       []string `json:"for"`
}

// planStep is one step of delivering the cluster, in order; one without a cluster is the environment's.
type planStep struct {
	Name  string   `json:"name"`
	What  string   `json:"what"`
	By    string   `json:"by"`
	Why   string   `json:"why"`
	Whole bool     `json:"environment,omitempty"` // once for the environment
	Lists []string `json:"lists,omitempty"`
}

// from says where the platform finds the secret.
func (s planSecret) from() string {
	return schema.Reference{Parameter: s.Parameter, Secret: s.Secret, Key: s.Key}.Where()
}

func plansOf(c *compiled, pairs []pair) []clusterPlan {
	plans := []clusterPlan{}
	for _, p := range pairs {
		one := planOf(c, p.cluster)
		one.Delivery = stepsOf(p)
		plans = append(plans, one)
	}
	return plans
}

func planOf(c *compiled, k *model.Cluster) clusterPlan {
	p := clusterPlan{
		Environment: k.Environment, Name: k.Name, Platform: k.Head.Platform,
		Description: k.Spec.Description, Owner: k.Spec.Owner, Trino: k.Version, Image: k.Image.String(),
		Workers: planWorkers{k.Workers.Min, k.Workers.Max, k.Workers.Spot, k.Workers.OnDemandBase},
		QueryMemory: planQueryMemory{
			PerNode: k.Worker.PerNode.Text, PerQuery: k.Workers.QueryMemory.Text,
			AtMin: k.Workers.AtMin.Text, AtMax: k.Workers.AtMax.Text,
		},
		Sums: []planSum{}, Catalogs: []planCatalog{}, Secrets: []planSecret{},
	}
	for _, s := range k.Sums {
		p.Sums = append(p.Sums, sumOf(c, s))
	}
	for _, cat := range k.Catalogs {
		p.Catalogs = append(p.Catalogs, planCatalog{cat.Name, cat.Connector, cat.Owner, cat.Description})
	}
	for _, s := range k.Secrets {
		p.Secrets = append(p.Secrets, planSecret{s.Variable, s.Reference.Parameter, s.Reference.Secret, s.Reference.Key, s.File, s.For})
	}
	return p
}

// stepsOf are the environment's steps and those of the cluster.
func stepsOf(p pair) []planStep {
	steps := []planStep{}
	order := plan.Order(p.environment)
	if p.cluster.EKS != nil {
		order = append(order, k8s.Order(p.environment, p.cluster)...)
	}
	for _, s := range order {
		here := s.Cluster == "" || s.Cluster == p.cluster.Name
		if here && (s.Platform == "" || s.Platform == p.cluster.Head.Platform) {
			steps = append(steps, planStep{Name: s.Name, What: s.What, By: s.By, Why: s.Why, Whole: s.Cluster == "", Lists: s.Lists})
		}
	}
	return steps
}

// sumOf finds the line of a number that the user wrote; one that the schema fills in is a default.
func sumOf(c *compiled, s model.Sum) planSum {
	sum := planSum{Role: string(s.Role), Name: s.Name, Value: s.Value, Rule: s.Rule, Source: s.Source}
	if s.Origin == nil {
		return sum
	}
	sum.Kind = string(s.Origin.Kind)
	if s.Origin.Kind != source.KindDeclared && s.Origin.Kind != source.KindOverride {
		return sum
	}
	pos, ok := c.position(s.Origin.Place)
	if !ok {
		sum.Kind, sum.Rule = string(source.KindDefault), defaultRule(s)
		return sum
	}
	at := placeOf(s.Origin.Place, pos)
	sum.At = &at
	return sum
}

func defaultRule(s model.Sum) string {
	if s.Rule == "declared" {
		return "default"
	}
	return s.Rule + "; default"
}

// line is a position without its column: "clusters/etl.cue:12".
func (p jsonPlace) line() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}
