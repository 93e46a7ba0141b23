// Package pipeline renders how AWS CodePipeline delivers an environment: one CloudFormation stack of the pipeline and its CodeBuild
// projects, a buildspec for each project, and the two scripts that they run. Roles are in the stack of package iam.
//
// The pipeline takes what was pushed, checks it, waits for somebody's yes where one is asked for, and then runs a build for each
// cluster: deliver.sh, step by step. A build that fails goes back by itself, so that no stage has to.
package pipeline

import (
	_ "embed"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// What a delivery runs. The second script runs inside a task of the cluster.
//
//go:embed deliver.sh
var deliverScript string

//go:embed smoke.sh
var smokeScript string

// Render spells the pipeline, where the environment declares one and has something to deliver.
func Render(e *model.Environment) ([]artifact.File, error) {
	p := e.Pipeline
	if p == nil || len(p.Deliveries) == 0 {
		return nil, nil
	}
	at := folder(e)
	files := []artifact.File{
		artifact.YAML(at+"stack.yaml", stack(e, p)),
		artifact.YAML(at+"check.buildspec.yaml", checkSpec(e, p)),
		script(at+"deliver.sh", deliverScript),
		script(at+"smoke.sh", smokeScript),
	}
	for _, d := range p.Deliveries {
		files = append(files, artifact.YAML(at+deliverSpecName(d), deliverSpec(e, p, d)))
	}
	return files, nil
}

// folder is where the files lie in out/.
func folder(e *model.Environment) string { return e.Name + "/pipeline/" }

func deliverSpecName(d model.Delivery) string {
	return "deliver-" + d.Cluster.Name + ".buildspec.yaml"
}

func script(path, text string) artifact.File {
	return artifact.Lines(source.Fixed("a script that is weir's, the same everywhere"), text).File(path)
}

func text(key string, origin *source.Origin, value string) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.String(origin, value)}
}

func value(key string, t model.Text) artifact.Entry { return text(key, t.Origin, t.Value) }

func fixed(why string) *source.Origin { return source.Fixed(why) }
