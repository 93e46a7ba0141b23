package plan

import (
	_ "embed"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// drainFile is where a worker's entry point lies under /etc/trino.
const drainFile = "drain.sh"

// drainUser is the user as whom a leaving worker is asked to finish its tasks, where no access control is declared that names one.
const drainUser = "drain"

// drainScript is a worker's entry point on ECS. A sidecar would need one container more.
//
//go:embed drain.sh
var drainScript string

// drainRules are the rules of a worker where no access control is declared: on EKS, where the chart puts what it does not know into one
// folder, beside the other files.
const drainRules = "drain-rules.json"

// drained is what asks a leaving worker to finish its tasks, and as whom: on ECS its entry point, on EKS what runs before it is stopped.
func (d *draft) drained() {
	d.Workers.DrainUser = model.Text{Value: drainUser, Origin: source.Fixed("the user as whom a worker is asked to finish its tasks")}
	if d.Access != nil {
		d.Workers.DrainUser = d.Access.Drain
	}
	if d.EKS != nil {
		d.Workers.PreStop = d.preStop()
		return
	}
	d.Workers.DrainScript = model.Text{Value: etcTrino + drainFile, Origin: drainOrigin()}
}

// drainWait is how long a worker that drains is waited for.
func (d *draft) drainWait() {
	d.Workers.DrainWait = d.period("drain wait", d.Workers.StopTimeout.Value-endSeconds, ruleDrainWait, d.Workers.StopTimeout.Origin)
}

// drainFiles are the entry point on ECS, and where no access control is declared the one rule that draining needs: Trino's default lets
// nobody change a node's state.
func (d *draft) drainFiles(role model.RoleName) []model.File {
	if role != model.Worker {
		return nil
	}
	var files []model.File
	path := drainRules
	if d.ECS != nil {
		files, path = []model.File{{Path: drainFile, Origin: drainOrigin(), Lines: scriptLines(drainScript)}}, rulesFile
	}
	if d.Access != nil {
		return files
	}
	why := source.Fixed("without a rule Trino answers 403 to whoever asks a worker to drain")
	rule := artifact.Map{
		{Key: "user", Value: artifact.String(why, drainUser)},
		{Key: "allow", Value: artifact.Strings(why, "write")},
	}
	return append(files, model.File{Path: "access-control.properties", Origin: why, Lines: scoped([]model.Line{
		{Key: "access-control.name", Value: "file", Origin: why},
		{Key: "security.config-file", Value: etcTrino + path, Origin: why},
	}, model.WorkerOnly)}, model.File{Path: path, Origin: why, Lines: spelledLines(artifact.Map{
		{Key: "system_information", Value: append(artifact.List{rule}, d.readers()...)},
	})})
}

// readers lets everybody read on EKS what Trino's default does, its metrics among it, which Prometheus asks each worker for.
func (d *draft) readers() artifact.List {
	if d.EKS == nil {
		return nil
	}
	why := source.Fixed("a section that is there forbids what it does not allow, and Prometheus reads the metrics of workers")
	return artifact.List{artifact.Map{{Key: "allow", Value: artifact.Strings(why, "read")}}}
}

// scriptLines are the lines of a script as they stand.
func scriptLines(script string) []model.Line {
	var lines []model.Line
	for text := range strings.Lines(script) {
		lines = append(lines, model.Line{Value: strings.TrimSuffix(text, "\n"), Scope: model.WorkerOnly, Origin: drainOrigin()})
	}
	return lines
}

func drainOrigin() *source.Origin {
	return source.Fixed("Trino drops its tasks on SIGTERM: the entry point asks it to drain first")
}
