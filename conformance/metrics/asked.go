package metrics

import (
	"regexp"
	"slices"

	"weir.local/generator/metrics"
	"weir.local/generator/monitoring"
)

// compared are the comparisons of an alert, which leave out series that it does not fire on.
var compared = regexp.MustCompile(` (>=|<=|>|<|==|!=) `)

// missing is what stands in for a coordinator that is away: the alert on it has a series only then.
var missing = regexp.MustCompile(`^absent\((.+)\)$`)

// Values is the expression that has a series whenever what it looks at is there, whether it would fire or not.
func (e Expression) Values() string {
	if !e.Alert {
		return e.Query
	}
	query := missing.ReplaceAllString(e.Query, "$1")
	return compared.ReplaceAllString(query, " $1 bool ")
}

// Elsewhere says who exports what an expression reads, where nobody here does: kube-state-metrics, KEDA.
func (e Expression) Elsewhere() (string, bool) {
	for _, o := range monitoring.Others() {
		if !o.Here && slices.Contains(metrics.Read(e.Query), o.Name) {
			return o.From, true
		}
	}
	return "", false
}
