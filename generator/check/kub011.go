package check

import (
	"strconv"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func podsFitNodes() Rule {
	return Rule{
		ID: "KUB011", Level: diag.Error,
		Title: "a pod that its node has no room for",
		Why: "A node does not have for pods all that its instance has: the hypervisor, the kubelet and the daemons of every node come first. " +
			"Karpenter makes no node of a type that does not hold the pod, and the pod waits for ever.",
		Source: "Karpenter 1.14 documentation, Instance Types: what pods can ask for with AL2023; seen on Karpenter's kwok provider: \"no instance type has enough resources\"",
		Bad:    `clusters: etl: workers: {memory: "120GiB", instances: ["r8g.4xlarge"]} // here`,
		Good:   `clusters: etl: workers: {memory: "112GiB", instances: ["r8g.4xlarge"]}`,
		Model:  onRoles(podFitsNodes),
	}
}

func podFitsNodes(c *model.Cluster, r *model.Role) diag.List {
	var all diag.List
	named, families := 0, 0
	for _, t := range candidates(c, r) {
		fits := holds(c, r, t.Type)
		switch {
		case fits:
			named++
		case t.family:
			families++
		default:
			all = append(all, found(t.at, t.Name+" leaves a pod "+roomOn(c, t.Type).String()+", and this one asks for "+asksFor(r), roomRemedy(c, r, t)))
		}
	}
	if families > 0 && named == 0 {
		list := strings.Join(nodesOf(c).Families, ", ")
		return one(field(c, "nodes", "families"), "no type of "+list+" has room for a pod of "+asksFor(r), "lower cpu or memory of "+pool(r)+", or name families with larger types")
	}
	return all
}

// asksFor is what a pod asks for: "14 vCPU, 112GiB".
func asksFor(r *model.Role) string {
	return strconv.FormatFloat(r.CPU.Value, 'f', -1, 64) + " vCPU, " + r.Memory.Text
}

// roomRemedy is the most that may be asked for on a type.
func roomRemedy(c *model.Cluster, r *model.Role, t candidate) string {
	room := roomOn(c, t.Type)
	var parts []string
	if float64(room.CPU) < r.CPU.Value*1000 {
		parts = append(parts, "cpu: "+strconv.FormatFloat(float64(room.CPU/100)/10, 'f', -1, 64))
	}
	if room.Memory*mib < r.Memory.Value {
		parts = append(parts, "memory: "+quote(strconv.FormatInt(room.Memory/1024, 10)+"GiB"))
	}
	return "write " + strings.Join(parts, " and ") + " or less, or a larger instance"
}
