package check

import (
	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// startSeconds is the start period of the tasks' health check: a task that waits longer for its files is taken for dead.
const startSeconds = 180

func workersReadAtOnce() Rule {
	return Rule{
		ID: "SSM011", Level: diag.Warning,
		Title:  "more workers than Parameter Store answers in time",
		Why:    "A task that starts reads its release: one call, one for every ten lists, one for every ten files. An account answers 40 reads a second at standard throughput. When all workers of a large cluster start at once, as after a deployment, the last ones get their files after the health check has given them up.",
		Source: "AWS Systems Manager, Parameter Store throughput: 40 reads a second, 100 by path and 3,000 otherwise with higher throughput (a third party's quote of the page); calls counted in the container's script",
		Bad:    `clusters: adhoc: workers: max: 3000 // here`,
		Good:   `clusters: adhoc: workers: max: 300`,
		Model:  onClusters(workersReadInTime),
	}
}

func workersReadInTime(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil {
		return nil
	}
	each := payloadOf(c).reads(string(model.Worker))
	all, answered := each*c.Workers.Max, aws.ReadsASecond*startSeconds
	if all <= answered {
		return nil
	}
	return one(field(c, "workers", "max"), itoa(c.Workers.Max)+" workers make "+thousands(all)+" reads when they start at once, and Parameter Store answers "+thousands(answered)+" in "+itoa(startSeconds)+"s",
		"turn on higher throughput of Parameter Store in the account and waive this with that as the reason, or write "+itoa(answered/each)+" or less")
}
