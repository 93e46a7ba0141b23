package check

import (
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func reservedParameter() Rule {
	return Rule{
		ID: "SSM004", Level: diag.Error,
		Title:  "a name that is AWS's own",
		Why:    "Names that begin with aws or ssm, in any case, are AWS's: PutParameter refuses them, so nobody can create the secret there. ECS reads a secret of Secrets Manager by its ARN, and not by the way round of /aws/reference.",
		Source: "AWS Systems Manager User Guide, Understanding parameter name requirements and constraints: prefixes; Amazon ECS, Pass Secrets Manager secrets",
		Bad:    `catalogs: shop: password: {parameter: "/aws-lake/{environment}/shop/password"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/lake/{environment}/shop/password"}`,
		Firm:   true,
		Model: onReferences(func(s model.Secret) (message, remedy string) {
			name := s.Reference.Parameter
			if !aws.ReservedParameter(name) {
				return "", ""
			}
			if strings.HasPrefix(strings.ToLower(name), "/aws/reference/secretsmanager/") {
				return parameterOf(s.Reference) + " leads to Secrets Manager, and ECS reads it there itself", "write {secret: …, key: …}, and the secret's ARN in the environment's secrets"
			}
			return parameterOf(s.Reference) + " begins as AWS's own do", "write a name that does not begin with aws or ssm: " + quote(letters("/lake"+name))
		}),
	}
}
