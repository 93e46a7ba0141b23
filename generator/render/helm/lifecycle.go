package helm

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// lifecycle asks a worker to finish its tasks before its container is stopped.
func lifecycle(v *values, c *model.Cluster) {
	script := c.Workers.PreStop
	if script.Value == "" {
		return
	}
	shell := source.Fixed("the shell of Trino's image")
	command := artifact.List{artifact.String(shell, "/bin/bash"), artifact.String(shell, "-c"), artifact.String(script.Origin, script.Value)}
	v.explain("worker.lifecycle", artifact.Map{{Key: "preStop", Value: artifact.Map{{Key: "exec", Value: artifact.Map{{Key: "command", Value: command}}}}}},
		"Ours, and worker.gracefulShutdown stays off: that one puts rules of its own in the place of the workers', asks as the user admin,\n"+
			"shuts down for good where draining can be taken back, and says nothing when it is refused.")
}
