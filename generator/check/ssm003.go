package check

import (
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func parameterDepth() Rule {
	return Rule{
		ID: "SSM003", Level: diag.Error,
		Title:  "a parameter of too many levels",
		Why:    "Names of parameters have fifteen levels at most; PutParameter refuses a deeper one with HierarchyLevelLimitExceededException, so nobody can create it.",
		Source: "AWS Systems Manager API, PutParameter: Name; User Guide, Understanding parameter name requirements and constraints: hierarchy depth",
		Bad:    `catalogs: shop: password: {parameter: "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/{environment}"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/{environment}"}`,
		Firm:   true,
		Model: onReferences(func(s model.Secret) (message, remedy string) {
			levels := strings.Count(s.Reference.Parameter, "/")
			if levels <= aws.ParameterLevels || !aws.NamesParameter(s.Reference.Parameter) {
				return "", ""
			}
			return parameterOf(s.Reference) + " has " + itoa(levels) + " levels", "write a name of " + itoa(aws.ParameterLevels) + " levels at most"
		}),
	}
}
