package model

import "weir.local/generator/source"

// GitOps is how Argo CD delivers the clusters of an environment on EKS.
type GitOps struct {
	Repository  Text // "https://git.example/acme/lake.git"
	Revision    Text // "main"
	Path        Text // of the environment's folder in the repository: "out/prod"
	Charts      Text // "https://trinodb.github.io/charts"
	Namespace   Text // of Applications: "argocd"
	Project     Text // AppProject of the clusters: "weir-prod"
	Destination Text // what Argo CD calls the EKS cluster: "in-cluster"
	Sync        Text // Automated or Manual
	Root        Text // Application that keeps the others: "prod"
	RootProject Text // AppProject of that one: "weir-prod-root"
}

// How Argo CD is told to apply what is merged.
const (
	Automated = "automated" // at once, and again what somebody changes by hand
	Manual    = "manual"    // when somebody presses Sync
)

// Namespace is a namespace of Kubernetes that weir makes, with the most that may be in it.
type Namespace struct {
	Name        Text
	Application Text       // of Argo CD: "prod-namespace.trino"
	Clusters    []*Cluster // in it, sorted by name
	Security    Text       // Pod Security Standard that its pods must keep: "baseline"
	Pods        Number
	CPU         Number // vCPU that pods may ask for
	Memory      Bytes  // that pods may ask for
}

// Stores are where External Secrets finds the values of a cluster's secrets.
type Stores struct {
	Secrets    Text // ClusterSecretStore of Secrets Manager: "aws"
	Parameters Text // ClusterSecretStore of Parameter Store: "parameter-store"
	Refresh    Text // "1h"
}

// Traffic is what may go in and out of a cluster's pods.
type Traffic struct {
	Clients    []Client
	Listens    []Port // of the coordinator, for clients
	Metrics    []Port // of all pods, for Prometheus
	Monitoring Text   // namespace of Prometheus
	Reaches    []Port // anywhere outside, sorted
	Unread     []Unread
	Agent      bool // pods ask the agent of EKS Pod Identity for their role
	Origin     *source.Origin
}

// Client is who may ask the coordinator: the pods of a namespace, or addresses.
type Client struct {
	Namespace string // "superset"
	Addresses string // "10.0.0.0/16"
	Origin    *source.Origin
}

// Port is a TCP port, and what is behind it.
type Port struct {
	Number int
	For    []string // "catalog orders", sorted
	Origin *source.Origin
}

// Unread is something that reaches out under an address that nobody here can read: it is a secret, or says no port.
type Unread struct {
	Thing    string // "catalog orders: connection-url"
	Property string // "connection-url"
	Origin   *source.Origin
}
