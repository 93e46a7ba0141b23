package plan

import (
	"strconv"

	"weir.local/generator/model"
)

// startSeconds is how long a query may have to wait for the first worker of a cluster that had none: a node, its image, its
// configuration and Trino's start.
const startSeconds = 600

// waitingLines let queries wait long enough where there may be no worker.
func (d *draft) waitingLines() []model.Line {
	if d.Workers.Least > 0 {
		return nil
	}
	text := strconv.Itoa(startSeconds/60) + "m"
	origin := d.sum("", "wait for a first worker", text, ruleFirstWorker, d.Workers.MinOrigin)
	return []model.Line{{Key: "query-manager.required-workers-max-wait", Value: text, Origin: origin}}
}
