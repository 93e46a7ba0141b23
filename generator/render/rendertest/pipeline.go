package rendertest

import "weir.local/generator/model"

// pipeline delivers a cluster, with somebody's yes and a topic that hears of it.
func pipeline(delivered *model.Cluster) *model.Pipeline {
	in := func(value string, labels ...string) model.Text {
		return text(value, declared("environments", "prod", append([]string{"pipeline"}, labels...)...))
	}
	named := func(value string) model.Text { return text(value, declared("environments", "prod")) }
	role := func(name string) model.Text { return named("arn:aws:iam::111122223333:role/" + name) }
	return &model.Pipeline{
		Name: named("weir-prod"), Role: role("weir-prod-pipeline"),
		Connection: in("arn:aws:codeconnections:us-west-2:111122223333:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", "connection"),
		Repository: in("acme/lake", "repository"), Branch: in("main", "branch"), Path: named("out/prod/**"),
		Approval: true, ApprovalOrigin: declared("environments", "prod", "tier"),
		Notify:    in("arn:aws:sns:us-west-2:111122223333:data-platform", "notifications"),
		Artifacts: in("acme-artifacts", "artifacts"), Templates: in("https://acme-artifacts.s3.us-west-2.amazonaws.com", "artifacts"),
		Key:      text("arn:aws:kms:us-west-2:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", declared("environments", "prod", "kmsKey")),
		LogGroup: named("/weir/prod/pipeline"), LogRetention: model.Number{Value: 30, Origin: declared("environments", "prod", "logRetention")},
		From: in("https://releases.example/weir/v0.1.0/weir-linux-amd64", "weir", "from"), SHA256: in("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", "weir", "sha256"),
		RolesStack:   "weir-prod-iam",
		ResourceTags: []model.Tag{{Key: "team", Value: "data-platform", Origin: declared("environments", "prod", "tags", "team")}},
		Check:        model.Build{Project: named("weir-prod-check"), Role: role("weir-prod-check")},
		Deliveries: []model.Delivery{{
			Build:   model.Build{Project: named("weir-prod-deliver-adhoc"), Role: role("weir-prod-adhoc-deploy")},
			Cluster: delivered, Stack: named("weir-prod-adhoc"), User: in("weir", "smoke", "user"), Query: in("SELECT 1", "smoke", "query"),
		}},
	}
}
