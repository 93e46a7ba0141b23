package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func webIdentityHasIssuer() Rule {
	return Rule{
		ID: "KUB044", Level: diag.Error,
		Title:  "IAM roles for service accounts without an issuer",
		Why:    "With identity \"irsa\" a role trusts the tokens of one issuer, the EKS cluster's OIDC provider. Without it no role can be written that the pods may become.",
		Source: "Amazon EKS, IAM roles for service accounts",
		Bad:    `environments: prod: eks: identity: "irsa" // here`,
		Good: `environments: prod: eks: {
	identity:     "irsa"
	oidcProvider: "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
}`,
		Firm: true,
		Model: func(h *here) diag.List {
			eks := h.env.Spec.Eks
			if eks == nil || eks.Identity != model.WebIdentity || eks.OidcProvider != "" {
				return nil
			}
			return one(h.env.At("eks", "identity"), `identity "irsa" needs the issuer of the EKS cluster's tokens`,
				`write oidcProvider, which "aws eks describe-cluster --name `+eks.Name+` --query cluster.identity.oidc.issuer" prints, without https://`)
		},
	}
}
