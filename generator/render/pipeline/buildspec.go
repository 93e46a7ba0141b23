package pipeline

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/aws/release"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// checkSpec is the build that looks before anything is delivered. What it hands on is what was checked: the environment's folder.
func checkSpec(e *model.Environment, p *model.Pipeline) artifact.Node {
	why := fixed("a change is checked before anybody is asked about it")
	commands := artifact.List{
		line(why, "./weir vet"),
		line(why, "./weir build --check"),
	}
	commands = append(commands, rolesFirst(e, p)...)
	base := fixed("what was delivered last is what the change is compared with")
	commands = append(commands,
		line(base, "BASE=$(aws codepipeline list-pipeline-executions --pipeline-name "+p.Name.Value+" --filter succeededInStage={stageName="+deliverStage+"}"+
			" --query 'pipelineExecutionSummaries[0].sourceRevisions[0].revisionId' --output text)"),
		line(base, `case $BASE in None|'') echo 'the first delivery' >diff.txt ;; *) ./weir diff --env `+e.Name+` --base "$BASE" >diff.txt || echo "weir diff cannot compare with $BASE, which was delivered last" >diff.txt ;; esac`),
		line(base, "cat diff.txt"),
		line(fixed("an approval shows 1,000 characters (AWS CodePipeline API, ApprovalCustomData)"), "SUMMARY=$(head -n 1 diff.txt | cut -c 1-800)"),
	)
	return artifact.Map{
		text("version", fixed("the newest format of buildspecs"), "0.2"),
		{Key: "env", Value: artifact.Map{
			text("shell", fixed("commands are bash's"), "bash"),
			{Key: "exported-variables", Value: artifact.Strings(base, "SUMMARY")},
		}},
		{Key: "phases", Value: artifact.Map{
			{Key: "install", Value: artifact.Map{{Key: "commands", Value: fetch(p)}}},
			{Key: "build", Value: artifact.Map{{Key: "commands", Value: commands}}},
		}},
		{Key: "artifacts", Value: artifact.Map{{Key: "files", Value: artifact.List{artifact.String(p.Path.Origin, p.Path.Value+"/*")}}}},
	}
}

// rolesFirst stops a delivery whose roles are not made yet: it would fail halfway.
func rolesFirst(e *model.Environment, p *model.Pipeline) artifact.List {
	if p.RolesStack == "" {
		return nil
	}
	why := fixed("roles come before what they deliver and run")
	file := "out/" + e.Name + "/iam/stack.yaml"
	return artifact.List{
		line(why, "aws cloudformation get-template --stack-name "+p.RolesStack+" --query TemplateBody --output text >roles.yaml"),
		line(why, "diff -B "+file+" roles.yaml || { echo 'the roles are not as declared: aws cloudformation deploy --stack-name "+p.RolesStack+
			" --template-file "+file+" --capabilities CAPABILITY_NAMED_IAM' >&2; false; }"),
	}
}

// fetch brings the pinned weir. A build runs nothing that has another checksum.
func fetch(p *model.Pipeline) artifact.List {
	get := "curl -fsSL -o weir '" + p.From.Value + "'"
	if strings.HasPrefix(p.From.Value, "s3://") {
		get = "aws s3 cp --only-show-errors '" + p.From.Value + "' weir"
	}
	return artifact.List{
		line(p.From.Origin, get),
		line(p.SHA256.Origin, "echo '"+p.SHA256.Value+"  weir' | sha256sum --check"),
		line(p.From.Origin, "chmod +x weir"),
	}
}

// deliverSpec is the build that delivers a cluster. Its phase post_build runs when a step of build failed, too (AWS CodeBuild User Guide,
// Build phase transitions), and goes back then; the build has failed nonetheless.
func deliverSpec(e *model.Environment, p *model.Pipeline, d model.Delivery) artifact.Node {
	c, here := d.Cluster, "out/"+folder(e)
	why := fixed("the steps of a delivery, in order")
	run := "bash " + here + "deliver.sh "
	commands := artifact.List{line(why, run+"remember"), line(why, run+"push")}
	commands = append(commands, line(fixed("the pipeline shows the release's number"), "RELEASE=$(cat .delivery/release)"))
	for _, step := range []string{"change", "steady", "smoke"} {
		commands = append(commands, line(why, run+step))
	}
	cluster := source.Declared(c.Place)
	variables := artifact.Map{
		value("ARTIFACTS", p.Artifacts), text("CLUSTER", cluster, c.Name), value("ECS_CLUSTER", c.Home.ECSCluster),
		text("LOGIN", cluster, yesNo(d.Login)), value("LOG_GROUP", c.Home.LogGroup), text("OUT", cluster, "out/"+e.Name+"/"+c.Name),
		text("OWNER", p.Name.Origin, "pipeline "+p.Name.Value), text("RELEASES", c.Home.Parameters.Origin, release.Name(c.Home.Parameters.Value)),
		value("SMOKE_QUERY", d.Query), value("SMOKE_USER", d.User), value("STACK", d.Stack), value("TEMPLATES", p.Templates),
	}
	return artifact.Map{
		text("version", fixed("the newest format of buildspecs"), "0.2"),
		{Key: "env", Value: artifact.Map{
			text("shell", fixed("commands are bash's"), "bash"),
			{Key: "variables", Value: variables},
			{Key: "exported-variables", Value: artifact.Strings(why, "RELEASE")},
		}},
		{Key: "phases", Value: artifact.Map{
			{Key: "install", Value: artifact.Map{{Key: "commands", Value: fetch(p)}}},
			{Key: "build", Value: artifact.Map{{Key: "commands", Value: commands}}},
			{Key: "post_build", Value: artifact.Map{{Key: "commands", Value: artifact.List{
				line(fixed("a delivery that fails goes back"), `[ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ] || `+run+"back"),
			}}}},
		}},
	}
}

func yesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

func line(why *source.Origin, command string) artifact.Node { return artifact.String(why, command) }
