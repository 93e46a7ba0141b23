package check

import (
	"regexp"
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func parameterName() Rule {
	return Rule{
		ID: "SSM002", Level: diag.Error,
		Title:  "a name that no parameter has",
		Why:    "Parameter Store names parameters by levels of letters, digits, _ . and -, parted by one slash each. Nobody can create one of another name, so the task that reads its secret there never starts.",
		Source: "AWS Systems Manager User Guide, Understanding parameter name requirements and constraints; API, PutParameter: Name",
		Bad:    `catalogs: shop: password: {parameter: "/lake/{environment}//shop password"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/lake/{environment}/shop-password"}`,
		Firm:   true,
		Model: onReferences(func(s model.Secret) (message, remedy string) {
			name := s.Reference.Parameter
			if aws.NamesParameter(name) {
				return "", ""
			}
			return parameterOf(s.Reference) + " is not letters, digits, _ . and - between single slashes", "write " + quote(letters(nameable(name)))
		}),
	}
}

// foreign is what no level of a parameter's name holds, and slashes are what parts them.
var (
	foreign = regexp.MustCompile(`[^a-zA-Z0-9_./-]+`)
	slashes = regexp.MustCompile(`/+`)
)

// nameable is the nearest name that a parameter can have.
func nameable(name string) string {
	return strings.TrimSuffix(slashes.ReplaceAllString(foreign.ReplaceAllString(name, "-"), "/"), "/")
}
