package check

import (
	"unicode/utf8"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func parameterDescription() Rule {
	return Rule{
		ID: "SSM006", Level: diag.Error,
		Title:  "a description that Parameter Store does not take",
		Why:    "The description of a catalog stands beside its parameter, with the file that it is, in 1024 letters. PutParameter refuses a longer one.",
		Source: "AWS Systems Manager API, PutParameter: Description",
		Bad:    `catalogs: shop: description: 160*"orders " // here`,
		Good:   `catalogs: shop: description: 100*"orders "`,
		Firm:   true,
		Model:  onClusters(descriptionsFit),
	}
}

func descriptionsFit(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil {
		return nil
	}
	var all diag.List
	for _, catalog := range c.Catalogs {
		if len(catalog.Description)+len(catalog.Name)+len(c.Name)+len(c.Environment) < aws.DescriptionLetters/2 {
			continue // nearly all; the words around them take less than the other half
		}
		description := release.Description(catalog.Description, "catalog/"+catalog.Name+".properties", release.BothRoles, c.Name, c.Environment)
		if n := utf8.RuneCountInString(description); n > aws.DescriptionLetters {
			all = append(all, found(within(catalog.Place, catalog.Head, c.Environment, "description"),
				"the description of catalog "+catalog.Name+" is longer than a parameter's may be", "shorten it by "+itoa(n-aws.DescriptionLetters)+" letters"))
		}
	}
	return all
}
