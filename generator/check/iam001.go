package check

import (
	"fmt"
	"regexp"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func roleName() Rule {
	return Rule{
		ID: "IAM001", Level: diag.Error,
		Title:  "a name that no IAM role can have",
		Why:    "Roles are named for the environment and the cluster. IAM takes 64 characters, letters, digits and + = , . @ _ -, and the stack of roles fails with any other.",
		Source: "IAM API, CreateRole: RoleName",
		Bad:    `environments: prod: ecs: taskRole: "trino of {cluster}" // here`,
		Good:   `environments: prod: ecs: taskRole: "trino-of-{cluster}"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			var all diag.List
			for _, r := range h.env.IAM {
				if name := r.Name.Value; !r.Given && !roleNames.MatchString(name) {
					all = append(all, found(h.roleField(r), fmt.Sprintf("IAM has no role named %q, %d characters", name, len(name)),
						"write up to 64 letters, digits and + = , . @ _ -; the cluster's name is a part of it"))
				}
			}
			return all
		},
	}
}

var roleNames = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{1,64}$`)

// roleField is where a role is named: in the environment, or for those that weir names the cluster.
func (h *here) roleField(r *model.IAMRole) source.Place {
	for _, c := range h.env.Clusters {
		if c.Name != r.Cluster {
			continue
		}
		switch {
		case r.Kind == model.IAMExecution:
			return h.env.At("ecs", "executionRole")
		case r.Kind == model.IAMTask && c.ECS != nil:
			return h.env.At("ecs", "taskRole")
		case r.Kind == model.IAMTask:
			return h.env.At("eks", "taskRole")
		}
		return c.Place
	}
	return h.env.Place
}
