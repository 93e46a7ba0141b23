package aws

import "strings"

// Partition is the part of AWS that a region belongs to, the second field of its ARNs: Partition("cn-north-1") is "aws-cn".
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// ParameterARN is the ARN of a parameter: "arn:aws:ssm:us-west-2:111122223333:parameter/lake/prod/orders/user".
func ParameterARN(region, account, name string) string {
	return "arn:" + Partition(region) + ":ssm:" + region + ":" + account + ":parameter" + name
}
