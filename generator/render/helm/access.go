package helm

import (
	"path"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
)

// rules are the rules of access control, on both roles.
const rules = "access-control/rules.json"

// access writes the rules into the ConfigMap that the chart makes of them, so that Trino reads a change of them without a restart. The chart
// mounts it on the coordinator alone; workers, which read who may ask them to go, mount the same. Its own graceful shutdown is not used: it
// gives workers other rules.
func access(v *values, c *model.Cluster) {
	f, ok := c.Coordinator.File(rules)
	if !ok {
		return
	}
	v.put("accessControl.type", artifact.String(f.Origin, "configmap"))
	v.put("accessControl.configFile", artifact.String(f.Origin, path.Base(rules)))
	v.put("accessControl.rules", artifact.Map{{Key: path.Base(rules), Value: etc.Text(f)}})
	v.put("worker.configMounts", artifact.List{artifact.Map{
		{Key: "name", Value: artifact.String(f.Origin, "access-control-volume")},
		{Key: "configMap", Value: artifact.String(f.Origin, c.Name+"-access-control-volume-coordinator")},
		{Key: "path", Value: artifact.String(f.Origin, "/etc/trino/"+path.Dir(rules))},
	}})
}
