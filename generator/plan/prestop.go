package plan

import (
	_ "embed"
	"strconv"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// preStopScript is what Kubernetes runs in a worker's container before it ends it. It may take as long as the grace period, which
// begins with it (Kubernetes documentation, Container Lifecycle Hooks).
//
//go:embed prestop.sh
var preStopScript string

// preStop is that script for this cluster; empty where nobody may ask a worker to drain, which is a finding.
func (d *draft) preStop() model.Text {
	user := d.Workers.DrainUser
	if user.Value == "" {
		return model.Text{}
	}
	fill := strings.NewReplacer("{user}", user.Value, "{url}", "http://localhost:"+port, "{seconds}", strconv.Itoa(d.Workers.DrainWait.Value))
	return model.Text{Value: fill.Replace(preStopScript), Origin: source.Computed("a leaving worker is asked to finish its tasks", user.Origin, d.Workers.DrainWait.Origin)}
}
