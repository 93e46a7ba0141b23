package model

// Step is one step of delivering an environment. What comes later needs it.
type Step struct {
	Cluster  string   // "" for the environment as a whole
	Platform string   // "ecs": of clusters there; "" of all
	Name     string   // "roles"
	What     string   // "out/prod/iam/stack.yaml, as the stack weir-prod-iam"
	By       string   // who does it: "whoever knows the values"
	Why      string   // what fails without it
	Lists    []string // what it consists of, where that is to be read: the secrets
}
