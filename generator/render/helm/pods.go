package helm

import (
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// release names what the chart makes, and says which image it runs and how
// many workers there are to begin with.
func release(v *values, c *model.Cluster) {
	// The chart's own rule for the name puts two releases under one (a release's name that begins "trino").
	v.put("fullnameOverride", artifact.String(source.Declared(c.Place), c.Name))
	v.put("image.repository", artifact.String(c.Image.Repository.Origin, c.Image.Repository.Value))
	v.put("image.tag", artifact.String(c.Image.Tag.Origin, c.Image.Tag.Value))
	workers(v, c)
	if name := c.EKS.ServiceAccount; name != "" {
		origin := source.Declared(c.At("serviceAccount"))
		v.put("serviceAccount.create", artifact.Bool(origin, true))
		v.put("serviceAccount.name", artifact.String(origin, name))
		if c.Home.Identity.Value == model.WebIdentity {
			v.put("serviceAccount.annotations", artifact.Map{
				{Key: "eks.amazonaws.com/role-arn", Value: artifact.String(c.Home.TaskRole.Origin, c.Home.TaskRole.Value)},
			})
		}
	}
	if list := secrets(c); len(list) > 0 {
		v.put("env", list)
	}
}

// secrets are the variables that the files refer to. The keys of the Secret are
// the variables' names.
func secrets(c *model.Cluster) artifact.List {
	var list artifact.List
	for _, s := range c.Secrets {
		if s.File != "" {
			continue // mounted
		}
		from := artifact.Map{
			{Key: "name", Value: artifact.String(s.Origin, secretName(c))},
			{Key: "key", Value: artifact.String(s.Origin, s.Variable)},
		}
		list = append(list, artifact.Map{
			{Key: "name", Value: artifact.String(s.Origin, s.Variable)},
			{Key: "valueFrom", Value: artifact.Map{{Key: "secretKeyRef", Value: from}}},
		})
	}
	return list
}

// secretName is the Secret that holds all of a cluster.
func secretName(c *model.Cluster) string { return c.Name + "-secrets" }

// pods says what the containers get, and where they run.
func pods(v *values, c *model.Cluster) {
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		v.put(string(r.Name)+".resources", resources(c, r))
		placement(v, c, r)
	}
	disk(v, c)
	mounts(v, c)
	lifecycle(v, c)
	stop := c.Workers.StopTimeout
	v.put("worker.terminationGracePeriodSeconds", artifact.Int(stop.Origin, int64(stop.Value)))
}

// workers is how many the Deployment has before anything counts them. With 0 the chart makes no Deployment, and nothing could be scaled.
func workers(v *values, c *model.Cluster) {
	v.explain("server.workers", artifact.Int(c.Workers.MinOrigin, int64(max(c.Workers.Min, 1))),
		"What a new Deployment begins with. Where workers scale, the ScaledObject beside the chart counts them, and who applies the chart leaves replicas alone;\n"+
			"server.keda stays off: the chart takes annotations as text alone, puts triggers through its templates, and KEDA takes one on a Deployment.")
}

// resources are a container's: memory is the same as request and as limit, so
// that a node never promises it twice; a limit on CPU would only slow it down.
func resources(c *model.Cluster, r *model.Role) artifact.Map {
	memory := artifact.String(r.Memory.Origin, quantity(r.Memory))
	requests := artifact.Map{
		{Key: "cpu", Value: artifact.String(r.CPU.Origin, strconv.FormatFloat(r.CPU.Value, 'f', -1, 64))},
		{Key: "memory", Value: memory},
	}
	if size := c.Disk.Size; r.Name == model.Worker && c.Disk.Volume == model.EmptyDir && size.Text != "" {
		requests = append(requests, artifact.Entry{Key: "ephemeral-storage", Value: artifact.String(size.Origin, quantity(size))})
	}
	return artifact.Map{
		{Key: "requests", Value: requests},
		{Key: "limits", Value: artifact.Map{{Key: "memory", Value: memory}}},
	}
}

// quantity spells memory as Kubernetes does: 112GiB is "112Gi".
func quantity(b model.Bytes) string { return strings.TrimSuffix(b.Text, "B") }
