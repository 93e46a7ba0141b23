package plan

import (
	"strings"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// pod is the role of Trino on EKS, which the pods of its service account become.
func (w grantee) pod() *model.IAMRole {
	c := w.cluster
	r := w.role(model.IAMTask, c.Home.TaskRole, strings.HasPrefix(w.env.Spec.Eks.TaskRole, "arn:"), w.lake)
	account := model.Text{Value: c.EKS.ServiceAccount, Origin: source.Declared(c.At("serviceAccount"))}
	if c.Home.Identity.Value == model.WebIdentity {
		r.Trust = []model.Trust{w.webIdentity(account)}
		return r
	}
	r.Pod = &model.PodIdentity{
		EKSCluster: model.Text{Value: w.env.Spec.Eks.Name, Origin: w.declared("eks", "name")},
		Namespace:  c.Home.Namespace, ServiceAccount: account,
	}
	r.Trust = []model.Trust{w.podIdentity(account)}
	return r
}

// podIdentity trusts EKS Pod Identity, for the pods of one service account of one EKS cluster.
func (w grantee) podIdentity(account model.Text) model.Trust {
	equals := func(key, value string) policy.Condition {
		return policy.Condition{Operator: "StringEquals", Key: "aws:RequestTag/" + key, Values: []string{value}}
	}
	return model.Trust{
		Kind: "Service", Principals: []string{"pods.eks.amazonaws.com"}, Actions: []string{"sts:AssumeRole", "sts:TagSession"},
		Conditions: []policy.Condition{
			equals("eks-cluster-arn", w.arn("eks", "cluster/"+w.env.Spec.Eks.Name)),
			equals("kubernetes-namespace", w.cluster.Home.Namespace.Value), equals("kubernetes-service-account", account.Value),
		},
		Why:    "pods of the service account " + account.Value + " (Amazon EKS, EKS Pod Identity: session tags)",
		Origin: account.Origin,
	}
}

// webIdentity trusts the tokens that the EKS cluster issues to one service account. Without a condition on who the token is for, and
// whose it is, every token of the issuer would do.
func (w grantee) webIdentity(account model.Text) model.Trust {
	issuer := w.env.Spec.Eks.OidcProvider
	equals := func(claim, value string) policy.Condition {
		return policy.Condition{Operator: "StringEquals", Key: issuer + ":" + claim, Values: []string{value}}
	}
	return model.Trust{
		Kind: "Federated", Principals: []string{arnIn(w.env.Spec, "iam", "", w.env.Spec.Account, "oidc-provider/"+issuer)},
		Actions: []string{"sts:AssumeRoleWithWebIdentity"},
		Conditions: []policy.Condition{
			equals("aud", "sts.amazonaws.com"),
			equals("sub", "system:serviceaccount:"+w.cluster.Home.Namespace.Value+":"+account.Value),
		},
		Why:    "pods of the service account " + account.Value + " (Amazon EKS, IAM roles for service accounts)",
		Origin: source.Computed("trust: the tokens that the EKS cluster issues", w.declared("eks", "oidcProvider"), account.Origin),
	}
}
