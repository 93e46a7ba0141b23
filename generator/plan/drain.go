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

// drained is what asks a leaving worker on ECS to finish its tasks, and as whom.
func (d *draft) drained() {
	if d.ECS == nil {
		return
	}
	d.Workers.DrainUser = model.Text{Value: drainUser, Origin: source.Fixed("the user as whom a worker is asked to finish its tasks")}
	if d.Access != nil {
		d.Workers.DrainUser = d.Access.Drain
	}
	d.Workers.DrainScript = model.Text{Value: etcTrino + drainFile, Origin: drainOrigin()}
}

// drainWait is how long the entry point waits for a worker that drains.
func (d *draft) drainWait() {
	if d.ECS != nil {
		d.Workers.DrainWait = d.period("drain wait", d.Workers.StopTimeout.Value-endSeconds, ruleDrainWait, d.Workers.StopTimeout.Origin)
	}
}

// drainFiles are the entry point, and where no access control is declared the one rule that it needs: Trino's default lets nobody
// change a node's state.
func (d *draft) drainFiles(role model.RoleName) []model.File {
	if d.ECS == nil || role != model.Worker {
		return nil
	}
	files := []model.File{{Path: drainFile, Origin: drainOrigin(), Lines: scriptLines(drainScript)}}
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
		{Key: "security.config-file", Value: etcTrino + rulesFile, Origin: why},
	}, model.WorkerOnly)}, model.File{Path: rulesFile, Origin: why, Lines: spelledLines(artifact.Map{
		{Key: "system_information", Value: artifact.List{rule}},
	})})
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
