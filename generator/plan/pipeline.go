package plan

import (
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// pipelineOf is how CodePipeline delivers the environment's clusters on ECS; nil where it declares no pipeline.
func pipelineOf(e *model.Environment) *model.Pipeline {
	spec := e.Spec.Pipeline
	if spec == nil {
		return nil
	}
	in := func(labels ...string) *source.Origin {
		return source.Declared(e.At(append([]string{"pipeline"}, labels...)...))
	}
	name := "weir-" + e.Name
	named := func(rule, value string) model.Text {
		return model.Text{Value: value, Origin: source.Computed(rule, source.Declared(e.Place))}
	}
	p := &model.Pipeline{
		Name:         named("pipeline: weir-<environment>", name),
		Role:         named("role: weir-<environment>-pipeline", roleARN(e.Spec, name+"-pipeline")),
		Connection:   model.Text{Value: spec.Connection, Origin: in("connection")},
		Repository:   model.Text{Value: spec.Repository, Origin: in("repository")},
		Branch:       model.Text{Value: spec.Branch, Origin: in("branch")},
		Path:         named("delivered is what changes the environment's folder in out/", "out/"+e.Name+"/**"),
		Notify:       model.Text{Value: spec.Notifications, Origin: in("notifications")},
		Artifacts:    model.Text{Value: spec.Artifacts, Origin: in("artifacts")},
		Templates:    model.Text{Value: "https://" + spec.Artifacts + ".s3." + e.Spec.Region + "." + domain(e.Spec.Region), Origin: source.Computed("address of the bucket", in("artifacts"), source.Declared(e.At("region")))},
		Key:          model.Text{Value: e.Spec.KmsKey, Origin: source.Declared(e.At("kmsKey"))},
		LogGroup:     named("log group: /weir/<environment>/pipeline", "/weir/"+e.Name+"/pipeline"),
		LogRetention: model.Number{Value: float64(e.Spec.LogRetention), Origin: source.Declared(e.At("logRetention"))},
		From:         model.Text{Value: spec.Weir.From, Origin: in("weir", "from")},
		SHA256:       model.Text{Value: spec.Weir.Sha256, Origin: in("weir", "sha256")},
		ResourceTags: sortedTags(environmentTags(e)),
		Check: model.Build{
			Project: named("project: weir-<environment>-check", name+"-check"),
			Role:    named("role: weir-<environment>-check", roleARN(e.Spec, name+"-check")),
		},
	}
	for i, pattern := range spec.Tags {
		p.Tags = append(p.Tags, model.Text{Value: pattern, Origin: in("tags", source.Index(i))})
	}
	p.Approval, p.ApprovalOrigin = approval(e)
	for _, c := range e.Clusters {
		if c.ECS != nil {
			p.Deliveries = append(p.Deliveries, deliveryOf(e, c))
		}
	}
	return p
}

// approval is what the pipeline says, or asked for in production.
func approval(e *model.Environment) (bool, *source.Origin) {
	if declared := e.Spec.Pipeline.Approval; declared != nil {
		return *declared, source.Declared(e.At("pipeline", "approval"))
	}
	return e.Spec.Tier == "production", source.Computed("approval: in production", source.Declared(e.At("tier")))
}

// deliveryOf is the build that delivers a cluster, as the cluster's deploy role.
func deliveryOf(e *model.Environment, c *model.Cluster) model.Delivery {
	w, smoke := grantee{e, c}, e.Spec.Pipeline.Smoke
	in := func(label string) *source.Origin { return source.Declared(e.At("pipeline", "smoke", label)) }
	both := func(rule string) *source.Origin {
		return source.Computed(rule, source.Declared(e.Place), source.Declared(c.Place))
	}
	return model.Delivery{
		Build: model.Build{
			Project: model.Text{Value: "weir-" + e.Name + "-deliver-" + c.Name, Origin: both("project: weir-<environment>-deliver-<cluster>")},
			Role:    w.own(model.IAMDeploy),
		},
		Cluster: c,
		Stack:   model.Text{Value: w.stackName(), Origin: both("stack: weir-<environment>-<cluster>")},
		User:    model.Text{Value: smoke.User, Origin: in("user")},
		Query:   model.Text{Value: smoke.Query, Origin: in("query")},
		Login:   asksWho(c),
	}
}

// asksWho reports whether the coordinator asks its users who they are.
func asksWho(c *model.Cluster) bool {
	config, _ := c.Coordinator.File("config.properties")
	return slices.ContainsFunc(config.Lines, func(l model.Line) bool {
		return l.Key == "http-server.authentication.type" && !strings.EqualFold(l.Value, "insecure")
	})
}

// domain is where AWS answers in a region: in China under a domain of its own.
func domain(region string) string {
	if strings.HasPrefix(region, "cn-") {
		return "amazonaws.com.cn"
	}
	return "amazonaws.com"
}

// rolesStack is the name of the stack of the environment's roles: "weir-prod-iam". A stack's name has letters, digits and hyphens only.
func rolesStack(e *model.Environment) string {
	return "weir-" + strings.ReplaceAll(e.Name, "_", "-") + "-iam"
}
