package rendertest

import (
	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
)

// iamRoles are three roles: one of two policies, one that somebody else makes, and one of pods.
func iamRoles() []*model.IAMRole {
	env := func(labels ...string) model.Text {
		return text("arn:aws:iam::111122223333:role/weir/"+labels[0], declared("environments", "prod", labels...))
	}
	trust := func(service string, conditions ...policy.Condition) []model.Trust {
		return []model.Trust{{
			Kind: "Service", Principals: []string{service}, Actions: []string{"sts:AssumeRole"}, Conditions: conditions,
			Why: "who runs the containers", Origin: declared("clusters", "adhoc"),
		}}
	}
	open := statement("LogInToRegistry", "ecr:GetAuthorizationToken", "*")
	open.Open = "ecr:GetAuthorizationToken takes no resource"
	return []*model.IAMRole{
		{
			Kind: model.IAMTask, Cluster: "adhoc", Name: text("weir-adhoc-task", declared("clusters", "adhoc")), ARN: env("taskRole"),
			Path: text("/weir/", declared("environments", "prod", "iam", "path")), Boundary: text("arn:aws:iam::111122223333:policy/boundary", declared("environments", "prod", "iam", "boundary")),
			Tags: []model.Tag{{Key: "team", Value: "data-platform", Origin: declared("environments", "prod", "tags", "team")}},
			Trust: trust("ecs-tasks.amazonaws.com",
				policy.Condition{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{"111122223333"}},
				policy.Condition{Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{"arn:aws:ecs:us-west-2:111122223333:*"}}),
			Policies: policies(
				model.IAMPolicy{Statements: []model.IAMStatement{statement("ReadObjects", "s3:GetObject", "arn:aws:s3:::acme-lake-prod/mmp/*"), open}},
				model.IAMPolicy{Statements: []model.IAMStatement{statement("ReadTables", "glue:GetTable", "arn:aws:glue:us-west-2:111122223333:catalog")}},
			),
		},
		{Kind: model.IAMExecution, Cluster: "adhoc", Given: true, Name: text("theirs", nil), ARN: env("executionRole"), Policies: policies()},
		{
			Kind: model.IAMTask, Cluster: "etl", Name: text("weir-etl-task", declared("clusters", "etl")), ARN: env("taskRole"),
			Trust:    trust("pods.eks.amazonaws.com"),
			Policies: policies(model.IAMPolicy{Statements: []model.IAMStatement{statement("ReadObjects", "s3:GetObject", "arn:aws:s3:::acme-lake-prod/mmp/*")}}),
			Pod: &model.PodIdentity{
				EKSCluster: text("lake-prod", declared("environments", "prod", "eks", "name")),
				Namespace:  text("trino", declared("clusters", "etl", "namespace")), ServiceAccount: text("trino-etl", declared("clusters", "etl", "serviceAccount")),
			},
		},
	}
}

func policies(all ...model.IAMPolicy) func() []model.IAMPolicy {
	return func() []model.IAMPolicy { return all }
}

func statement(sid, action, resource string) model.IAMStatement {
	return model.IAMStatement{
		Statement: policy.Statement{Sid: sid, Actions: []string{action}, Resources: []string{resource}},
		Why:       "queries read files and tables",
		For:       []model.Need{{Thing: "catalog hive: dataset mmp", Origin: declared("lake", "mmp")}},
	}
}
