package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"weir.local/generator/model"
)

// choice is the part of the platform that a command is about; an empty name is all of them.
type choice struct{ environment, cluster string }

func (c *choice) addFlags(t *tool, cmd *cobra.Command) {
	c.addEnvironment(t, cmd, "only the environment `NAME`")
	cmd.Flags().StringVar(&c.cluster, "cluster", "", "only the cluster `NAME`")
	_ = cmd.RegisterFlagCompletionFunc("cluster", t.completeClusters)
}

func (c *choice) addEnvironment(t *tool, cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&c.environment, "env", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("env", t.completeEnvironments)
}

// pair is a cluster in one environment.
type pair struct {
	environment *model.Environment
	cluster     *model.Cluster
}

// environments are those that are chosen.
func (c choice) environments(p *model.Platform) ([]*model.Environment, error) {
	if c.environment == "" {
		return p.Environments, nil
	}
	var names []string
	for _, e := range p.Environments {
		if e.Name == c.environment {
			return []*model.Environment{e}, nil
		}
		names = append(names, e.Name)
	}
	return nil, unknown("environment", c.environment, names)
}

// clusters are those that are chosen, by environment and name.
func (c choice) clusters(p *model.Platform) ([]pair, error) {
	environments, err := c.environments(p)
	if err != nil {
		return nil, err
	}
	var chosen []pair
	var names []string
	for _, e := range environments {
		for _, cluster := range e.Clusters {
			names = append(names, cluster.Name)
			if c.cluster == "" || c.cluster == cluster.Name {
				chosen = append(chosen, pair{e, cluster})
			}
		}
	}
	if len(chosen) == 0 && c.cluster != "" {
		slices.Sort(names)
		return nil, c.noCluster(slices.Compact(names))
	}
	return chosen, nil
}

// one is the one cluster that both flags name; without one of them the message lists what there is.
func (c choice) one(p *model.Platform) (pair, error) {
	var names []string
	for _, e := range p.Environments {
		names = append(names, e.Name)
	}
	if c.environment == "" {
		return pair{}, oneOf("env", "", names)
	}
	pairs, err := c.clusters(p)
	if err != nil {
		return pair{}, err
	}
	if c.cluster != "" {
		return pairs[0], nil
	}
	names = nil
	for _, p := range pairs {
		names = append(names, p.cluster.Name)
	}
	return pair{}, oneOf("cluster", "", names)
}

func (c choice) noCluster(names []string) error {
	if c.environment == "" {
		return unknown("cluster", c.cluster, names)
	}
	return misused(meant(c.cluster, names), "there is no cluster %q in environment %s", c.cluster, c.environment)
}

// role is the node that a name means.
func role(c *model.Cluster, name string) (*model.Role, error) {
	switch model.RoleName(name) {
	case model.Coordinator:
		return &c.Coordinator, nil
	case model.Worker:
		return &c.Worker, nil
	}
	return nil, oneOf("role", name, roleNames())
}

func roleNames() []string {
	return []string{string(model.Coordinator), string(model.Worker)}
}
