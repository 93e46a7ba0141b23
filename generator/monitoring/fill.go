package monitoring

import (
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"weir.local/generator/metrics"
	"weir.local/generator/model"
)

// Known says whether the metrics of a cluster's version of Trino are known.
func Known(c *model.Cluster) bool {
	_, ok := metrics.Of(c.Version, metrics.Native)
	return ok
}

// filler puts a cluster's own words into the places of an expression.
func filler(c *model.Cluster) *strings.Replacer {
	var pairs []string
	for place, words := range places(c) {
		pairs = append(pairs, place, words)
	}
	return strings.NewReplacer(pairs...)
}

// places are what stands for a cluster's own words. No place begins another, so that their order does not matter.
func places(c *model.Cluster) map[string]string {
	return map[string]string{
		"@environment@": c.Environment,
		"@cluster@":     c.Name,
		"@uid@":         uid(c),
		"@namespace@":   c.Home.Namespace.Value,
		"@coordinator@": matchers(c, model.Coordinator),
		"@worker@":      matchers(c, model.Worker),
		"@nodes@":       metrics.OfCluster(c.Environment, c.Name),
		"@min@":         strconv.Itoa(c.Workers.Min),
		"@max@":         strconv.Itoa(c.Workers.Max),
		"@churn@":       strconv.Itoa(churn(c)),
		"@running@":     running(c),
		"@exchange@":    exchange(c),
	}
}

// uid begins the addresses of a cluster's dashboards: "weir-prod-etl". Grafana takes 40 characters in all, so that where names are
// long a checksum stands for them.
func uid(c *model.Cluster) string {
	const most = 40 - len("-overview")
	if readable := "weir-" + c.Environment + "-" + c.Name; len(readable) <= most {
		return readable
	}
	return fmt.Sprintf("weir-%08x", crc32.ChecksumIEEE([]byte(c.Environment+"/"+c.Name)))
}

func matchers(c *model.Cluster, r model.RoleName) string {
	return metrics.Matchers(c.Environment, c.Name, string(r))
}

// churn is how many workers may be replaced in half an hour before it is worth a look: a quarter of the most there are, two at least.
func churn(c *model.Cluster) int { return max(2, (c.Workers.Max+3)/4) }

// exported are the root resource groups that Trino exports.
func exported(c *model.Cluster) []*model.ResourceGroup {
	var roots []*model.ResourceGroup
	if c.Groups == nil {
		return nil
	}
	for _, g := range c.Groups.Roots {
		if g.Spec.JmxExport != nil && *g.Spec.JmxExport {
			roots = append(roots, g)
		}
	}
	return roots
}

// running are the queries that the root resource groups let run, those among them that wait for workers.
func running(c *model.Cluster) string {
	names, ok := metrics.Of(c.Version, metrics.Native)
	var each []string
	for _, g := range exported(c) {
		if ok {
			each = append(each, names.Group(g.ID, "RunningQueries").With(matchers(c, model.Coordinator)))
		}
	}
	if len(each) > 1 {
		return "(" + strings.Join(each, " + ") + ")"
	}
	return strings.Join(each, "")
}

// exchange counts what the exchange could not do in a quarter of an hour, on all nodes.
func exchange(c *model.Cluster) string {
	var each []string
	for _, operation := range []string{"CreateExchangeSourceHandles", "ExchangeSinkBlocked", "ExchangeSinkFinish", "ExchangeSourceBlocked", "GetCommittedPartitions"} {
		name := "JMX_trino_plugin_exchange_filesystem_NAME_FileSystemExchangeStats_ATTRIBUTE_" + operation + "_Failed_AllTime_Count"
		each = append(each, "sum(increase("+name+"{"+metrics.OfCluster(c.Environment, c.Name)+"}[15m]))")
	}
	return strings.Join(each, " + ")
}
