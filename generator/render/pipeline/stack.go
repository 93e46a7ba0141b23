package pipeline

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

const (
	sourceAction = "Source" // the name that triggers refer to
	checkStage   = "Check"
	deliverStage = "Deliver"
	// image has the AWS CLI, git, jq and bash.
	image = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
)

// stack is the pipeline, its projects, their log group, and who is told.
func stack(e *model.Environment, p *model.Pipeline) artifact.Node {
	resources := artifact.Map{
		{Key: "LogGroup", Value: logGroup(p)},
		{Key: "CheckProject", Value: project(e, p, p.Check, "Checks what is to be delivered to "+e.Name, "check.buildspec.yaml", 15)},
	}
	for _, d := range p.Deliveries {
		// Three waits for the stack, the services and the query: an hour, half an hour, ten minutes.
		resources = append(resources, artifact.Entry{
			Key: "Deliver" + logical(d.Cluster.Name) + "Project", Value: project(e, p, d.Build, "Delivers the Trino cluster "+d.Cluster.Name+" to "+e.Name, deliverSpecName(d), 180),
		})
	}
	resources = append(resources, artifact.Entry{Key: "Pipeline", Value: pipeline(p)})
	if p.Notify.Value != "" {
		resources = append(resources, artifact.Entry{Key: "Notifications", Value: notifications(p)})
	}
	return artifact.Map{
		text("AWSTemplateFormatVersion", fixed("the only version there is"), "2010-09-09"),
		text("Description", source.Declared(e.Place), "Delivery of the Trino clusters in "+e.Name),
		{Key: "Resources", Value: resources},
	}
}

// logical begins the names of a cluster's resources: "AdhocEu" for adhoc-eu.
func logical(cluster string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(cluster, func(r rune) bool { return r == '-' || r == '_' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func resource(kind string, properties artifact.Map) artifact.Map {
	return artifact.Map{text("Type", fixed("what a stack is made of"), kind), {Key: "Properties", Value: properties}}
}

func logGroup(p *model.Pipeline) artifact.Node {
	m := artifact.Map{value("LogGroupName", p.LogGroup), {Key: "RetentionInDays", Value: artifact.Int(p.LogRetention.Origin, int64(p.LogRetention.Value))}}
	if p.Key.Value != "" {
		m = append(m, value("KmsKeyId", p.Key))
	}
	made := resource("AWS::Logs::LogGroup", append(m, tags(p)...))
	kept := fixed("logs outlive their pipeline, but for a stack that could not be made")
	return artifact.Map{made[0], text("DeletionPolicy", kept, "RetainExceptOnCreate"), text("UpdateReplacePolicy", kept, "Retain"), made[1]}
}

// project is a build whose source is what the pipeline hands it. One at a time: a release has one writer.
func project(e *model.Environment, p *model.Pipeline, b model.Build, about, spec string, minutes int64) artifact.Node {
	handed := fixed("the pipeline hands on what is built")
	m := artifact.Map{
		value("Name", b.Project),
		text("Description", b.Project.Origin, about),
		value("ServiceRole", b.Role),
		{Key: "Source", Value: artifact.Map{text("Type", handed, "CODEPIPELINE"), text("BuildSpec", handed, "out/"+folder(e)+spec)}},
		{Key: "Artifacts", Value: artifact.Map{text("Type", handed, "CODEPIPELINE")}},
		{Key: "Environment", Value: artifact.Map{
			text("Type", fixed("weir is one static binary"), "LINUX_CONTAINER"),
			text("ComputeType", fixed("a build waits most of its time"), "BUILD_GENERAL1_SMALL"),
			text("Image", fixed("CodeBuild's own image has the AWS CLI, git, jq and bash"), image),
		}},
		{Key: "TimeoutInMinutes", Value: artifact.Int(fixed("what its steps wait for, and a little"), minutes)},
		{Key: "ConcurrentBuildLimit", Value: artifact.Int(fixed("a release has one writer"), 1)},
	}
	if p.Key.Value != "" {
		m = append(m, value("EncryptionKey", p.Key))
	}
	m = append(m, artifact.Entry{Key: "LogsConfig", Value: artifact.Map{{Key: "CloudWatchLogs", Value: artifact.Map{
		text("Status", p.LogGroup.Origin, "ENABLED"),
		{Key: "GroupName", Value: artifact.Map{text("Ref", p.LogGroup.Origin, "LogGroup")}},
		text("StreamName", b.Project.Origin, strings.TrimPrefix(b.Project.Value, p.Name.Value+"-")),
	}}}})
	return resource("AWS::CodeBuild::Project", append(m, tags(p)...))
}

func tags(p *model.Pipeline) artifact.Map {
	var list artifact.List
	for _, tag := range p.ResourceTags {
		list = append(list, artifact.Map{text("Key", tag.Origin, tag.Key), text("Value", tag.Origin, tag.Value)})
	}
	return artifact.Map{{Key: "Tags", Value: list}}
}

// notifications tell a topic what somebody has to do or look at.
func notifications(p *model.Pipeline) artifact.Node {
	const of = "codepipeline-pipeline-"
	return resource("AWS::CodeStarNotifications::NotificationRule", artifact.Map{
		value("Name", p.Name),
		text("DetailType", p.Notify.Origin, "FULL"),
		{Key: "EventTypeIds", Value: artifact.Strings(p.Notify.Origin,
			of+"manual-approval-needed", of+"pipeline-execution-failed", of+"pipeline-execution-succeeded")},
		{Key: "Resource", Value: artifact.Map{text("Fn::Sub", p.Name.Origin, "arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}")}},
		{Key: "Targets", Value: artifact.List{artifact.Map{text("TargetType", p.Notify.Origin, "SNS"), value("TargetAddress", p.Notify)}}},
	})
}
