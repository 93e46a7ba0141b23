package check

import (
	"net/url"

	"weir.local/generator/diag"
)

func repositoryWithoutPassword() Rule {
	return Rule{
		ID: "KUB050", Level: diag.Error,
		Title:  "a password in the address of the repository",
		Why:    "The address is written into every Application, where everybody reads it who may look at Argo CD or at Git. Argo CD keeps credentials of repositories in Secrets of its own.",
		Source: "Argo CD, Private Repositories",
		Bad:    `environments: prod: argocd: repository: "https://weir:AbCdEf0123456789@git.example/acme/lake.git" // here`,
		Good:   `environments: prod: argocd: repository: "https://git.example/acme/lake.git"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			argocd := h.env.Spec.Argocd
			if argocd == nil {
				return nil
			}
			var all diag.List
			for _, said := range []struct{ label, address string }{{"repository", argocd.Repository}, {"charts", argocd.Charts}} {
				if u, err := url.Parse(said.address); err == nil && u.User != nil && hasPassword(u) {
					all = append(all, found(h.env.At("argocd", said.label), "the address of "+u.Host+" has a password in it",
						"take it out, give Argo CD a Secret with the label argocd.argoproj.io/secret-type: repository, and change the password: Git keeps it"))
				}
			}
			return all
		},
	}
}

func hasPassword(u *url.URL) bool {
	_, is := u.User.Password()
	return is
}
