package plan_test

import "strings"

// deliversInABuild is what deliver.sh does beside the delivery, in a build of CodeBuild.
func (c *calls) deliversInABuild() {
	c.builds("deliver-" + c.cluster.Name)
	c.add("artifact", nil, "arn:aws:s3:::acme-artifacts-"+c.env.Name+"/weir-"+c.env.Name+"/checked/0a1b2c3", "s3:GetObject", "s3:GetObjectVersion")
	if c.cluster.ECS.Deliver == "stack" {
		template := "arn:aws:s3:::acme-artifacts-" + c.env.Name + "/weir/weir-" + c.env.Name + "-" + c.cluster.Name + "/release-7-1.yaml"
		c.add("stack", nil, template, "s3:PutObject", "s3:GetObject")
		c.add("stack before", nil, c.stack(), "cloudformation:GetTemplate")
	}
	within := map[string]string{"ecs:cluster": c.arn("ecs", "cluster/lake")}
	c.add("query", within, c.arn("ecs", "task-definition/"+c.cluster.Name+"-coordinator:7"), "ecs:RunTask")
	c.add("query", within, "*", "ecs:ListTasks")
	c.add("query", nil, c.arn("ecs", "task/lake/0a1b2c3d"), "ecs:DescribeTasks")
	c.add("query", nil, c.arn("logs", "log-group:/weir/"+c.env.Name+"/"+c.cluster.Name+":log-stream:coordinator/trino/0a1b2c3d"), "logs:GetLogEvents")
}

// builds is what each build does.
func (c *calls) builds(stream string) {
	c.add("log", nil, c.arn("logs", "log-group:/weir/"+c.env.Name+"/pipeline:log-stream:"+stream+"/0a1b"), "logs:CreateLogStream", "logs:PutLogEvents")
	c.add("weir", nil, "arn:aws:s3:::"+strings.TrimPrefix(c.env.Pipeline.From.Value, "s3://"), "s3:GetObject")
	c.add("key", nil, c.env.Spec.KmsKey, "kms:Decrypt", "kms:GenerateDataKey")
}

// hands is what an action does that takes an artifact and hands one on.
func (c *calls) hands() {
	c.add("artifact", nil, "arn:aws:s3:::acme-artifacts-"+c.env.Name+"/weir-"+c.env.Name+"/source/0a1b2c3", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject")
	c.add("artifact", nil, c.env.Spec.KmsKey, "kms:Decrypt", "kms:GenerateDataKey")
	c.add("source", nil, c.env.Pipeline.Connection.Value, "codeconnections:UseConnection")
}

// conducts is what CodePipeline does.
func (c *calls) conducts() {
	c.hands()
	c.add("artifacts", nil, "arn:aws:s3:::acme-artifacts-"+c.env.Name, "s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation")
	for _, project := range []string{"check", "deliver-adhoc"} {
		c.add("build "+project, nil, c.arn("codebuild", "project/weir-"+c.env.Name+"-"+project), "codebuild:StartBuild", "codebuild:BatchGetBuilds")
	}
}

// checks is what the build that checks does.
func (c *calls) checks() {
	c.builds("check")
	c.hands()
	c.add("weir diff", nil, c.arn("codepipeline", "weir-"+c.env.Name), "codepipeline:ListPipelineExecutions")
	c.add("roles", nil, c.arn("cloudformation", "stack/weir-"+c.env.Name+"-iam/0a1b"), "cloudformation:GetTemplate")
}
