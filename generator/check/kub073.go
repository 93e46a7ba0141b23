package check

import (
	"fmt"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// mostWorkers is how many a platform has room for.
const mostWorkers = 5000

func workersThatFit() Rule {
	return Rule{
		ID: "KUB073", Level: diag.Error,
		Title:  "more workers than a platform runs",
		Why:    "Kubernetes is built for 5,000 nodes, one of which each worker has; an ECS service runs 5,000 tasks. A number beyond 2,147,483,647 the API server cannot read at all.",
		Source: "Kubernetes, Considerations for large clusters; Amazon ECS service quotas, tasks per service; KEDA 2.21, ScaledObject: maxReplicaCount is an int32",
		Bad:    `clusters: etl: workers: max: 50000 // here`,
		Good:   `clusters: etl: workers: max: 50`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.Workers.Max <= mostWorkers {
				return nil
			}
			return one(field(c, "workers", "max"), fmt.Sprintf("%d workers at most are more than %d", c.Workers.Max, mostWorkers), fmt.Sprintf("write %d or fewer", mostWorkers))
		}),
	}
}
