package check

import (
	"strconv"
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func parameterLength() Rule {
	return Rule{
		ID: "SSM005", Level: diag.Error,
		Title:  "a parameter's name that is too long",
		Why:    "A parameter's name has 1011 letters at most, and AWS counts the ARN before it. The name of a file's parameter is made of those of environment, cluster and catalog.",
		Source: "AWS Systems Manager API, PutParameter: Name",
		Bad:    `catalogs: shop: password: {parameter: "/lake/{environment}/" + 1000*"x"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/lake/{environment}/" + 900*"x"}`,
		Firm:   true,
		Model: func(h *here) diag.List {
			all := onReferences(func(s model.Secret) (message, remedy string) { return tooLong(h, s.Reference.Parameter) })(h)
			return append(all, onClusters(filesHaveNames)(h)...)
		},
	}
}

func tooLong(h *here, name string) (message, remedy string) {
	n := len(aws.ParameterARN(h.env.Spec.Region, h.env.Spec.Account, name))
	if n <= aws.ParameterARNLetters {
		return "", ""
	}
	return "parameter " + quote(letters(name)) + " has " + strconv.Itoa(n) + " letters with the ARN before it, and may have " + itoa(aws.ParameterARNLetters),
		"shorten it by " + itoa(n-aws.ParameterARNLetters)
}

// filesHaveNames looks at the parameters of a cluster's files. A file that is stored in parts has room for the number of a part.
func filesHaveNames(h *here, c *model.Cluster) diag.List {
	if c.ECS == nil {
		return nil
	}
	var all diag.List
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			name := c.Home.Parameters.Value + "/" + f.Path
			if !strings.HasPrefix(f.Path, "catalog/") {
				name = c.Home.Parameters.Value + "/" + string(r.Name) + "/" + f.Path + "/99"
			}
			if message, remedy := tooLong(h, name); message != "" {
				all = append(all, found(cause(f.Origin), message, remedy))
			}
		}
	}
	return all
}
