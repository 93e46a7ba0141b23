package pipeline

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// pipeline is one of the second kind: with triggers by path, and executions that wait for each other.
func pipeline(p *model.Pipeline) artifact.Node {
	second := fixed("only pipelines of type V2 have triggers by path (AWS CodePipeline User Guide, Pipeline types)")
	store := artifact.Map{text("Type", p.Artifacts.Origin, "S3"), value("Location", p.Artifacts)}
	if p.Key.Value != "" {
		store = append(store, artifact.Entry{Key: "EncryptionKey", Value: artifact.Map{text("Type", p.Key.Origin, "KMS"), value("Id", p.Key)}})
	}
	m := artifact.Map{
		value("Name", p.Name),
		value("RoleArn", p.Role),
		text("PipelineType", second, "V2"),
		text("ExecutionMode", fixed("deliveries wait for each other, and none is left out"), "QUEUED"),
		{Key: "ArtifactStore", Value: store},
		{Key: "Triggers", Value: artifact.List{trigger(p)}},
		{Key: "Stages", Value: stages(p)},
	}
	return resource("AWS::CodePipeline::Pipeline", append(m, tags(p)...))
}

// trigger starts the pipeline when the environment's folder changes on the branch, or when a tag is pushed: a tag has no changed files.
func trigger(p *model.Pipeline) artifact.Node {
	push := artifact.Map{
		{Key: "Branches", Value: artifact.Map{{Key: "Includes", Value: artifact.List{artifact.String(p.Branch.Origin, p.Branch.Value)}}}},
		{Key: "FilePaths", Value: artifact.Map{{Key: "Includes", Value: artifact.List{artifact.String(p.Path.Origin, p.Path.Value)}}}},
	}
	if len(p.Tags) > 0 {
		var patterns artifact.List
		for _, tag := range p.Tags {
			patterns = append(patterns, artifact.String(tag.Origin, tag.Value))
		}
		push = artifact.Map{{Key: "Tags", Value: artifact.Map{{Key: "Includes", Value: patterns}}}}
	}
	return artifact.Map{
		text("ProviderType", fixed("the only provider that triggers know"), "CodeStarSourceConnection"),
		{Key: "GitConfiguration", Value: artifact.Map{
			text("SourceActionName", fixed("the source of the pipeline"), sourceAction),
			{Key: "Push", Value: artifact.List{push}},
		}},
	}
}

func stages(p *model.Pipeline) artifact.List {
	all := artifact.List{
		stage(sourceAction, sourceOf(p)),
		stage(checkStage, build(checkStage, p.Check, "source", artifact.Map{
			{Key: "OutputArtifacts", Value: artifact.List{artifact.Map{text("Name", checked(), "checked")}}},
			text("Namespace", fixed("the approval shows what the check says"), checkStage),
		})),
	}
	if p.Approval {
		all = append(all, stage("Approve", approve(p)))
	}
	var deliveries artifact.List
	for _, d := range p.Deliveries {
		deliveries = append(deliveries, build(d.Cluster.Name, d.Build, "checked", nil))
	}
	return append(all, artifact.Map{text("Name", fixed("clusters are delivered side by side: none needs another"), deliverStage), {Key: "Actions", Value: deliveries}})
}

func checked() *source.Origin { return fixed("delivered is what was checked") }

func stage(name string, action artifact.Node) artifact.Node {
	return artifact.Map{text("Name", fixed("the stages of a delivery"), name), {Key: "Actions", Value: artifact.List{action}}}
}

func kind(category, provider string) artifact.Entry {
	why := fixed("an action of CodePipeline (AWS CodePipeline User Guide, Action structure reference)")
	return artifact.Entry{Key: "ActionTypeId", Value: artifact.Map{
		text("Category", why, category), text("Owner", why, "AWS"), text("Provider", why, provider), text("Version", why, "1"),
	}}
}

// sourceOf is the repository with its history: weir diff looks at what was delivered before.
func sourceOf(p *model.Pipeline) artifact.Node {
	return artifact.Map{
		text("Name", fixed("triggers refer to the source by its name"), sourceAction),
		kind("Source", "CodeStarSourceConnection"),
		{Key: "Configuration", Value: artifact.Map{
			value("ConnectionArn", p.Connection), value("FullRepositoryId", p.Repository), value("BranchName", p.Branch),
			text("OutputArtifactFormat", fixed("weir diff needs the repository's history"), "CODEBUILD_CLONE_REF"),
			text("DetectChanges", fixed("triggers start the pipeline; with both, each push would start it twice or without their filters"), "false"),
		}},
		{Key: "OutputArtifacts", Value: artifact.List{artifact.Map{text("Name", checked(), "source")}}},
		text("Namespace", fixed("the approval names the commit"), sourceAction),
	}
}

func build(name string, b model.Build, from string, more artifact.Map) artifact.Node {
	return append(artifact.Map{
		text("Name", b.Project.Origin, name),
		kind("Build", "CodeBuild"),
		{Key: "Configuration", Value: artifact.Map{value("ProjectName", b.Project)}},
		{Key: "InputArtifacts", Value: artifact.List{artifact.Map{text("Name", checked(), from)}}},
	}, more...)
}

func approve(p *model.Pipeline) artifact.Node {
	return artifact.Map{
		text("Name", p.ApprovalOrigin, "Approve"),
		kind("Approval", "Manual"),
		{Key: "Configuration", Value: artifact.Map{
			text("CustomData", p.ApprovalOrigin, "#{"+checkStage+".SUMMARY} (commit #{"+sourceAction+".CommitId})"),
		}},
	}
}
