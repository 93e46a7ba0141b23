package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func drainIsRefused() Rule {
	return Rule{
		ID: "TRN033", Level: diag.Error,
		Title: "a leaving worker that no one may ask to finish",
		Why: "A worker that is taken away is asked by PUT /v1/info/state to finish its tasks first. That takes the right to write system information, " +
			"by the rules that the worker itself reads. Without it the call is answered 403, the worker is killed, and its tasks with it.",
		Source: "measured on Trino 476: 200 for a user with system_information write, 403 for others; Trino documentation, Graceful shutdown",
		Bad: `clusters: adhoc: accessControl: { // here
	admins: groups: ["data-platform"]
}`,
		Good: `clusters: adhoc: accessControl: {
	admins: groups: ["data-platform"]
	drain: "drain"
}`,
		Model: onClusters(someoneMayDrain),
	}
}

func someoneMayDrain(_ *here, c *model.Cluster) diag.List {
	if c.Access == nil || c.Access.Drain.Value != "" {
		return nil
	}
	return one(field(c, "accessControl"), "access control lets no user ask a leaving worker to finish its tasks", `write drain: with the user of that call: drain: "drain"`)
}
