package ecs

import (
	"strconv"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// drains puts a worker's entry point before the image's own command. The script is read, not run: files of a release are not executable.
func (t task) drains() artifact.Map {
	if t.role.Name != model.Worker {
		return nil
	}
	w, run := t.Workers, fixed("the command of Trino's image")
	return artifact.Map{
		{Key: "command", Value: artifact.List{
			artifact.String(w.DrainScript.Origin, "/bin/bash"), artifact.String(w.DrainScript.Origin, w.DrainScript.Value), artifact.String(run, "/usr/lib/trino/bin/run-trino"),
		}},
		{Key: "environment", Value: artifact.List{
			variable(w.DrainWait.Origin, "DRAIN_SECONDS", strconv.Itoa(w.DrainWait.Value)),
			t.drainURL(),
			variable(w.DrainUser.Origin, "DRAIN_USER", w.DrainUser.Value),
		}},
	}
}

// drainURL is where the worker answers its own entry point.
func (t task) drainURL() artifact.Node {
	plain, _ := etc.Property(t.role, "config.properties", "http-server.http.port")
	return variable(source.Computed("the worker's own port", plain.Origin), "DRAIN_URL", "http://localhost:"+plain.Value)
}
