package aws

import "strings"

// What a parameter's value may weigh (PutParameter, Tier). AWS says KB without
// saying bytes or characters; bytes are the safe side.
const (
	StandardBytes = 4096
	AdvancedBytes = 8192 // costs money, and never becomes standard again
)

// Tier is the tier that a value of a parameter needs: Tier(158) is "Standard".
func Tier(bytes int) string {
	if bytes <= StandardBytes {
		return "Standard"
	}
	return "Advanced"
}

// What Parameter Store takes (PutParameter: Name, Description, Tier; Systems
// Manager User Guide, parameter name constraints).
const (
	ParameterARNLetters  = 1011    // of a name, with the ARN that stands before it
	ParameterLevels      = 15      // "/lake/prod/user" has three
	DescriptionLetters   = 1024    // of a parameter's description
	StandardParameters   = 10_000  // of an account in a region
	AdvancedParameters   = 100_000 // of an account in a region
	ReadsASecond         = 40      // GetParameter, GetParameters and GetParametersByPath together, at standard throughput
	ReadAtOnce           = 10      // names in a call of GetParameters
	parameterNameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
)

// NamesParameter says whether a name has the form that Parameter Store takes in
// a hierarchy: "/lake/prod/orders/user", levels of letters, digits and _ . -
func NamesParameter(name string) bool {
	rest, ok := strings.CutPrefix(name, "/")
	for level := range strings.SplitSeq(rest, "/") {
		ok = ok && level != "" && strings.Trim(level, parameterNameLetters) == ""
	}
	return ok
}

// ReservedParameter says whether a name begins as AWS's own do, "aws" or "ssm"
// in any case: no one else creates such a parameter.
func ReservedParameter(name string) bool {
	begin := strings.ToLower(strings.TrimPrefix(name, "/"))
	return strings.HasPrefix(begin, "aws") || strings.HasPrefix(begin, "ssm")
}
