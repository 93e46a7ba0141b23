package plan

import (
	"iter"
	"slices"

	"weir.local/generator/model"
	"weir.local/schema"
)

// Environments works out one environment after the other, so that who needs only one at a time need not keep them all.
func Environments(repo *schema.Repo) iter.Seq2[*model.Environment, error] {
	return func(yield func(*model.Environment, error) bool) {
		for _, d := range repo.Of(schema.KindEnvironment) {
			if !yield(environment(repo, d)) {
				return
			}
		}
	}
}

// Platform is the model of everything that is declared.
func Platform(repo *schema.Repo) (*model.Platform, error) {
	p := &model.Platform{}
	for e, err := range Environments(repo) {
		if err != nil {
			return nil, err
		}
		p.Environments = append(p.Environments, e)
	}
	return p, nil
}

func environment(repo *schema.Repo, d *schema.Declaration) (*model.Environment, error) {
	e := &model.Environment{Name: d.Name, Place: d.Place}
	if err := decode(d.Value(), &e.Spec); err != nil {
		return nil, err
	}
	lake, err := lakeOf(repo, e)
	if err != nil {
		return nil, err
	}
	e.Lake = lake
	catalogs := present(repo.Of(schema.KindCatalog), d.Name)
	shared := map[*schema.Declaration]properties{}
	for _, c := range present(repo.Of(schema.KindCluster), d.Name) {
		cluster, err := clusterOf(e, c, catalogs, shared, repo.Trino)
		if err != nil {
			return nil, err
		}
		e.Clusters = append(e.Clusters, cluster)
	}
	e.Pipeline = pipelineOf(e)
	e.IAM = iamRoles(e)
	if e.Pipeline != nil && slices.ContainsFunc(e.IAM, (*model.IAMRole).Made) {
		e.Pipeline.RolesStack = rolesStack(e)
	}
	e.GitOps, e.Namespaces = gitOps(e), namespaces(e)
	return e, nil
}

// present lists the declarations that exist in an environment, merged for it.
func present(all []*schema.Declaration, environment string) []merged {
	var here []merged
	for _, d := range all {
		only := d.Head().Only
		if only == nil || slices.Contains(only, environment) {
			here = append(here, mergedFor(d, environment))
		}
	}
	return here
}
