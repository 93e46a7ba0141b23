package check

import (
	"fmt"
	"regexp"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// longestOnEKS is how long the name of a cluster on EKS may be: the chart cuts "<name>-coordinator" to 63 characters, the most that
// a label's value has (Kubernetes, Labels and Selectors).
const longestOnEKS = 63 - len("-coordinator")

// objectName is what Kubernetes calls a DNS subdomain (RFC 1123).
var objectName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

func namesOfKubernetes() Rule {
	return Rule{
		ID: "KUB040", Level: diag.Error,
		Title:  "a name that Kubernetes refuses or the chart cuts",
		Why:    "A cluster's name is its Helm release, the name of its services and a label of its pods: letters, digits and \"-\", a letter or digit at the end. The chart cuts names at 63 characters without a word; the ScaledObject and the disruption budgets would then look for a Deployment of another name.",
		Source: "Kubernetes, Object Names and IDs: RFC 1123; trinodb/charts 1.42.2, _helpers.tpl: trunc 63",
		Bad:    `clusters: etl: serviceAccount: "trino..etl" // here`,
		Good:   `clusters: etl: serviceAccount: "trino.etl"`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.EKS == nil {
				return nil
			}
			var all diag.List
			switch {
			case strings.HasSuffix(c.Name, "-"):
				all = append(all, found(c.Place, "cluster "+quote(c.Name)+` ends in "-", which no name in Kubernetes does`, "name it "+quote(strings.TrimRight(c.Name, "-"))))
			case len(c.Name) > longestOnEKS:
				all = append(all, found(c.Place, fmt.Sprintf("cluster %s has a name of %d characters, of which the chart leaves %d", quote(c.Name), len(c.Name), longestOnEKS), "give it a shorter one"))
			}
			if account := c.EKS.ServiceAccount; account != "" && !objectName.MatchString(account) {
				all = append(all, found(field(c, "serviceAccount"), "service account "+quote(account)+" is no name of Kubernetes", `write lower-case letters, digits, "-" and single "." between them`))
			}
			return all
		}),
	}
}
