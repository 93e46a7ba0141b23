package check

import (
	"weir.local/generator/diag"
)

func accountOfOneCluster() Rule {
	return Rule{
		ID: "KUB043", Level: diag.Error,
		Title:  "a service account that cannot be made",
		Why:    "The chart makes the service account. One that is there already, as Kubernetes' own \"default\" or another cluster's, stops the installation, and EKS associates a service account with one IAM role.",
		Source: "trinodb/charts 1.42.2, serviceaccount.yaml; Amazon EKS API, CreatePodIdentityAssociation",
		Bad:    `clusters: etl: serviceAccount: "default" // here`,
		Good:   `clusters: etl: serviceAccount: "trino-etl"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			var all diag.List
			owner := map[string]string{}
			for _, c := range h.env.Clusters {
				if c.EKS == nil || c.EKS.ServiceAccount == "" {
					continue
				}
				account, id := c.EKS.ServiceAccount, c.EKS.Namespace+"\x00"+c.EKS.ServiceAccount
				remedy := "name it for the cluster: " + quote("trino-"+c.Name)
				switch {
				case account == "default":
					all = append(all, found(field(c, "serviceAccount"), `service account "default" is there in every namespace, for pods that say nothing`, remedy))
				case owner[id] != "":
					all = append(all, found(field(c, "serviceAccount"), "service account "+quote(account)+" in namespace "+c.EKS.Namespace+" is cluster "+owner[id]+"'s already", remedy))
				}
				owner[id] = c.Name
			}
			return all
		},
	}
}
