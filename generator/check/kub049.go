package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func namespaceOfItsOwn() Rule {
	return Rule{
		ID: "KUB049", Level: diag.Error,
		Title:  "a namespace that is somebody else's",
		Why:    "weir makes the namespaces of its clusters, with a quota for Trino's pods. In Kubernetes' own, or where Prometheus or Argo CD run, the quota would hold for those, too.",
		Source: "Kubernetes, Namespaces: initial namespaces; Resource Quotas",
		Bad:    `clusters: etl: namespace: "kube-system" // here`,
		Good:   `clusters: etl: namespace: "trino"`,
		Firm:   true,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			eks := h.env.Spec.Eks
			if c.EKS == nil || eks == nil {
				return nil
			}
			whose := map[string]string{
				"default": "Kubernetes' own", "kube-system": "Kubernetes' own", "kube-public": "Kubernetes' own", "kube-node-lease": "Kubernetes' own",
			}
			if eks.Namespaces == "weir" {
				whose[eks.Monitoring] = "Prometheus's"
				if argocd := h.env.Spec.Argocd; argocd != nil {
					whose[argocd.Namespace] = "Argo CD's"
				}
			}
			owner := whose[c.EKS.Namespace]
			if owner == "" {
				return nil
			}
			return one(field(c, "namespace"), "namespace "+quote(c.EKS.Namespace)+" is "+owner, `give Trino its own: namespace: "trino"`)
		}),
	}
}
