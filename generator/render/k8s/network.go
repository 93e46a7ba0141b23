package k8s

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// networkPolicies are who may reach the pods of a cluster and what they may reach, where the cluster says it. The chart's own policy
// (networkPolicy.enabled) is one for coordinator and workers: whoever may ask the coordinator could ask a worker, too.
func networkPolicies(c *model.Cluster) []manifest {
	if c.Traffic == nil {
		return nil
	}
	return []manifest{networkPolicy(c, &c.Coordinator, c.Traffic.Clients), networkPolicy(c, &c.Worker, nil)}
}

func networkPolicy(c *model.Cluster, r *model.Role, clients []model.Client) manifest {
	t := c.Traffic
	return manifest{
		apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name: c.PoolOf(r.Name), wave: beforeTrino, why: t.Origin,
		body: artifact.Map{{Key: "spec", Value: artifact.Map{
			{Key: "podSelector", Value: matching(chartLabels(c, r))},
			{Key: "policyTypes", Value: artifact.Strings(t.Origin, "Ingress", "Egress")},
			{Key: "ingress", Value: ingress(c, clients)},
			{Key: "egress", Value: egress(c)},
		}}},
	}
}

// ingress lets in the cluster's own nodes, Prometheus, and clients. The kubelet's probes are let in always.
func ingress(c *model.Cluster, clients []model.Client) artifact.List {
	t := c.Traffic
	list := artifact.List{
		artifact.Map{{Key: "from", Value: artifact.List{ownPods(c)}}},
		artifact.Map{
			{Key: "from", Value: artifact.List{pods(t.Monitoring, nil)}, Comment: "Prometheus"},
			{Key: "ports", Value: tcp(t.Metrics)},
		},
	}
	var from artifact.List
	for _, client := range clients {
		if client.Namespace != "" {
			from = append(from, pods(model.Text{Value: client.Namespace, Origin: client.Origin}, nil))
			continue
		}
		from = append(from, block(client.Origin, client.Addresses))
	}
	if len(from) == 0 {
		return list
	}
	return append(list, artifact.Map{{Key: "from", Value: from, Comment: "clients"}, {Key: "ports", Value: tcp(t.Listens)}})
}

// egress lets out to the cluster's own nodes, to DNS, to the agent that gives pods their role, and to the ports of what Trino reads:
// a policy knows addresses, not names, and those of AWS and of databases change.
func egress(c *model.Cluster) artifact.List {
	t := c.Traffic
	list := artifact.List{
		artifact.Map{{Key: "to", Value: artifact.List{ownPods(c)}}},
		artifact.Map{
			{Key: "to", Value: artifact.List{
				pods(model.Text{Value: "kube-system", Origin: dns}, artifact.Map{text("k8s-app", dns, "kube-dns")}),
				block(dns, "169.254.20.10/32"),
			}, Comment: "DNS, and its cache on the node"},
			{Key: "ports", Value: artifact.List{port(dns, "UDP", 53), port(dns, "TCP", 53)}},
		},
	}
	if t.Agent {
		list = append(list, artifact.Map{
			{Key: "to", Value: artifact.List{block(agent, "169.254.170.23/32")}, Comment: "the agent of EKS Pod Identity"},
			{Key: "ports", Value: artifact.List{port(agent, "TCP", 80)}},
		})
	}
	return append(list, artifact.Map{
		{Key: "to", Value: artifact.List{artifact.Map{{Key: "ipBlock", Value: artifact.Map{
			text("cidr", t.Origin, "0.0.0.0/0"),
			{Key: "except", Value: artifact.Strings(metadata, "169.254.0.0/16"), Comment: "the node's own metadata and role"},
		}}}}},
		{Key: "ports", Value: explained(t.Reaches)},
	})
}

// The reasons of what is the same for every cluster.
var (
	dns      = source.Fixed("names are asked of CoreDNS (Amazon EKS, label k8s-app: kube-dns), or of NodeLocal DNSCache at 169.254.20.10")
	agent    = source.Fixed("Amazon EKS, EKS Pod Identity agent: 169.254.170.23, port 80")
	metadata = source.Fixed("Amazon EC2, instance metadata is at 169.254.169.254")
)

// ownPods are those of the cluster, of both roles.
func ownPods(c *model.Cluster) artifact.Map {
	return artifact.Map{{Key: "podSelector", Value: matching(chartLabels(c, &c.Coordinator)[:2])}}
}

// pods are those of a namespace, all or some.
func pods(namespace model.Text, labels artifact.Map) artifact.Map {
	m := artifact.Map{{Key: "namespaceSelector", Value: matching(artifact.Map{text("kubernetes.io/metadata.name", namespace.Origin, namespace.Value)})}}
	if labels != nil {
		m = append(m, artifact.Entry{Key: "podSelector", Value: matching(labels)})
	}
	return m
}

func matching(labels artifact.Map) artifact.Map {
	return artifact.Map{{Key: "matchLabels", Value: labels}}
}

func block(why *source.Origin, addresses string) artifact.Map {
	return artifact.Map{{Key: "ipBlock", Value: artifact.Map{text("cidr", why, addresses)}}}
}

func tcp(all []model.Port) artifact.List {
	var list artifact.List
	for _, p := range all {
		list = append(list, port(p.Origin, "TCP", p.Number))
	}
	return list
}

// explained says beside each port what is behind it.
func explained(all []model.Port) artifact.List {
	var list artifact.List
	for _, p := range all {
		entry := port(p.Origin, "TCP", p.Number)
		entry[0].Comment = strings.Join(p.For, ", ")
		list = append(list, entry)
	}
	return list
}

func port(why *source.Origin, protocol string, n int) artifact.Map {
	return artifact.Map{text("protocol", why, protocol), number("port", why, n)}
}
