package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func productionIsSynced() Rule {
	return Rule{
		ID: "KUB045", Level: diag.Error,
		Title:  "production is changed by every merge",
		Why:    "With automated sync Argo CD applies what is merged at once, at any hour: pods restart, running queries fail, and what is declared no longer is deleted. In production somebody chooses the moment, unless the environment says why not.",
		Source: "weir; Argo CD, Automated Sync Policy",
		Bad: `environments: prod: argocd: {
	repository: "https://git.example/acme/lake.git"
	sync:       "automated" // here
}`,
		Good: `environments: prod: argocd: repository: "https://git.example/acme/lake.git"`,
		Model: func(h *here) diag.List {
			argocd := h.env.Spec.Argocd
			if argocd == nil || argocd.Sync != model.Automated || h.env.Spec.Tier != "production" {
				return nil
			}
			return one(h.env.At("argocd", "sync"), `sync "automated" applies every merge to production at once`,
				`leave it out, or say in the environment why nobody has to choose the moment: waive: KUB045: "…"`)
		},
	}
}
