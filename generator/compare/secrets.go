package compare

import (
	"slices"

	"weir.local/generator/model"
)

// use is a secret's place and everything that uses it in one environment.
type use struct {
	place                     string
	clusters, variables, for_ []string
}

// secrets are the places that somebody must fill before delivery, and those that nothing needs any more. A place that
// another cluster of the environment uses already is listed too: the cluster's role must be allowed to read it.
func (c Change) secrets() []Secret {
	if c.Before == nil {
		return nil
	}
	var all []Secret
	for _, name := range c.environments() {
		before, after := usesOf(environment(c.Before, name)), usesOf(environment(c.After, name))
		for _, place := range bothKeys(before, after) {
			if s, ok := newlyUsed(after[place], before[place]); ok {
				s.Needed = true
				all = append(all, s)
			}
			if s, ok := newlyUsed(before[place], after[place]); ok {
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Secret) int {
		switch {
		case a.Needed == b.Needed:
			return 0
		case a.Needed:
			return -1
		}
		return 1
	})
	return all
}

// newlyUsed are the clusters that use a place in one state and not in the other.
func newlyUsed(in, other use) (Secret, bool) {
	s := Secret{Place: in.place, Elsewhere: other.clusters, Variables: in.variables, For: in.for_}
	for _, cluster := range in.clusters {
		if !slices.Contains(other.clusters, cluster) {
			s.Where = append(s.Where, cluster)
		}
	}
	return s, len(s.Where) > 0
}

func usesOf(e *model.Environment) map[string]use {
	uses := map[string]use{}
	if e == nil {
		return uses
	}
	for _, k := range e.Clusters {
		for _, s := range k.Secrets {
			place := s.Reference.Where()
			u := uses[place]
			u.place = place
			u.clusters = with(u.clusters, e.Name+"/"+k.Name)
			u.variables = with(u.variables, s.Variable)
			for _, what := range s.For {
				u.for_ = with(u.for_, what)
			}
			uses[place] = u
		}
	}
	return uses
}

// with adds what is not there yet.
func with(list []string, item string) []string {
	if slices.Contains(list, item) {
		return list
	}
	return append(slices.Clone(list), item)
}
