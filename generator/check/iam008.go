package check

import (
	"fmt"

	"weir.local/generator/diag"
)

// policiesOfRole is how many managed policies a role may have, unless AWS raises it (IAM User Guide, IAM and AWS STS quotas).
const policiesOfRole = 10

func policiesFit() Rule {
	return Rule{
		ID: "IAM008", Level: diag.Error,
		Title:  "more databases than a role's policies can name",
		Why:    "A managed policy has 6,144 characters and a role ten of them. A role that reaches hundreds of databases one by one needs more, and the stack of roles fails.",
		Source: "IAM User Guide, IAM and AWS STS quotas",
		Bad: `catalogs: lakehouse: schema.#GlueHive & {
	owner:     "data-platform"
	clusters: ["adhoc"]
	warehouse: "s3://acme-lake-{environment}/warehouse/"
	databases: [for a in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] for b in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] for c in [0, 1, 2] {"team_\(a)\(b)\(c)"}]
}
clusters: adhoc: { // here
	owner: "data-platform"
}`,
		Good: `catalogs: lakehouse: schema.#GlueHive & {
	owner:     "data-platform"
	clusters: ["adhoc"]
	warehouse: "s3://acme-lake-{environment}/warehouse/"
	databases: ["team_*"]
}`,
		Model: func(h *here) diag.List {
			var all diag.List
			for _, r := range h.env.IAM {
				for _, c := range h.env.Clusters {
					if c.Name != r.Cluster || r.Given {
						continue
					}
					if n := len(r.Policies()); n > policiesOfRole {
						all = append(all, found(c.Place, fmt.Sprintf("role %s needs %d managed policies, more than %d", r.Name.Value, n, policiesOfRole),
							`name databases of catalogs by globs ("team_*"), or offer fewer catalogs on the cluster; waive it where AWS raised the quota`))
					}
				}
			}
			return all
		},
	}
}
