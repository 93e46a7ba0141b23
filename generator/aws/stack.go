package aws

import "strings"

// StackName is the name of a cluster's CloudFormation stack, letters, digits and
// hyphens: StackName("prod_eu", "adhoc") is "weir-prod-eu-adhoc".
func StackName(environment, cluster string) string {
	return "weir-" + strings.ReplaceAll(environment, "_", "-") + "-" + cluster
}
