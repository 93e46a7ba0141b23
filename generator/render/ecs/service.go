package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// port is what Trino listens on, in plain HTTP, among its own nodes.
const port = 8080

// service keeps a role's tasks running.
type service struct{ task }

// resource is the service in the shape of CreateService.
func (s service) resource() resource {
	name := roleTitle(s.role)
	r := resource{
		name: name + "Service", kind: "AWS::ECS::Service", file: string(s.role.Name) + ".service.json", body: s.body(),
		other: artifact.Map{{Key: "taskDefinition", Value: reference(s.declared(), name+"TaskDefinition")}},
	}
	if s.role.Name == model.Worker {
		// A task sees the endpoints that were there when it started (Amazon ECS, Service Connect concepts).
		r.after = []string{roleTitle(&s.Coordinator) + "Service"}
		// How many there are is the load's to say: a stack that said it would take workers away at every deployment.
		r.other = append(r.other, artifact.Entry{Key: "desiredCount"})
	}
	return r
}

func (s service) body() artifact.Map {
	home := s.Home
	m := artifact.Map{
		text("cluster", home.ECSCluster.Origin, home.ECSCluster.Value),
		text("serviceName", s.declared(), s.family()),
		text("taskDefinition", s.declared(), s.family()),
		s.count(),
	}
	m = append(m, s.capacity())
	m = append(m, s.platform()...)
	m = append(m,
		artifact.Entry{Key: "networkConfiguration", Value: artifact.Map{{Key: "awsvpcConfiguration", Value: s.network()}}},
		artifact.Entry{Key: "serviceConnectConfiguration", Value: s.connect()},
		artifact.Entry{Key: "deploymentConfiguration", Value: s.deployment()},
		text("availabilityZoneRebalancing", fixed("all nodes are in one zone; rebalancing, on unless said, would stop running tasks"), "DISABLED"),
		truth("enableECSManagedTags", fixed("tasks carry the names of their cluster and service"), true),
		text("propagateTags", fixed("tasks carry the service's tags"), "SERVICE"),
	)
	return append(m, s.tags()...)
}

// count is one coordinator, always, and at first the fewest workers.
func (s service) count() artifact.Entry {
	if s.role.Name == model.Coordinator {
		return number("desiredCount", fixed("Trino has one coordinator"), 1)
	}
	return number("desiredCount", s.Workers.MinOrigin, int64(s.Workers.Min))
}

// platform is said on Fargate: the newest, as AWS patches it.
func (s service) platform() artifact.Map {
	if s.Task.Launch.Value != "FARGATE" {
		return nil
	}
	return artifact.Map{text("platformVersion", fixed("Fargate's newest platform"), "LATEST")}
}

// network is one subnet, as traffic between zones is paid for, and no public address.
func (s service) network() artifact.Node {
	var groups artifact.List
	for _, group := range s.Home.SecurityGroups {
		groups = append(groups, artifact.String(group.Origin, group.Value))
	}
	return artifact.Map{
		{Key: "subnets", Value: artifact.Strings(s.Home.Subnet.Origin, s.Home.Subnet.Value)},
		{Key: "securityGroups", Value: groups},
		text("assignPublicIp", fixed("subnets are private"), "DISABLED"),
	}
}

// connect offers the coordinator under the cluster's name, and lets workers find it.
func (s service) connect() artifact.Node {
	m := artifact.Map{
		truth("enabled", s.declared(), true),
		text("namespace", s.Home.Namespace.Origin, s.Home.Namespace.Value),
	}
	if s.role.Name == model.Worker {
		return m // a client alone: workers announce addresses of their own
	}
	alias := source.Computed("alias: the cluster's name, which discovery.uri of its workers says", s.declared())
	endless := fixed("a client waits for its query as long as it takes; idle connections are Trino's to end")
	return append(m, artifact.Entry{Key: "services", Value: artifact.List{artifact.Map{
		text("portName", fixed("Service Connect offers the coordinator's port by its name"), "trino"),
		text("discoveryName", alias, s.Name),
		{Key: "clientAliases", Value: artifact.List{artifact.Map{
			number("port", fixed("the port of discovery.uri, and Trino's own default"), port),
			text("dnsName", alias, s.Name),
		}}},
		{Key: "timeout", Value: artifact.Map{number("idleTimeoutSeconds", endless, 0), number("perRequestTimeoutSeconds", endless, 0)}},
	}}})
}

// deployment never has two coordinators, which would both answer the alias; workers come before others go.
func (s service) deployment() artifact.Node {
	why, least, most := fixed("two coordinators at once would both answer the alias"), int64(0), int64(100)
	if s.role.Name == model.Worker {
		why, least, most = fixed("new workers come, then old ones drain"), 100, 200
	}
	back := fixed("a deployment that does not come up goes back, files and all")
	return artifact.Map{
		number("minimumHealthyPercent", why, least),
		number("maximumPercent", why, most),
		{Key: "deploymentCircuitBreaker", Value: artifact.Map{truth("enable", back, true), truth("rollback", back, true)}},
	}
}

// roleTitle begins the names of a role's resources: "Worker".
func roleTitle(r *model.Role) string { return upper("", string(r.Name)) }
