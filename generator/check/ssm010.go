package check

import (
	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func releaseFits() Rule {
	return Rule{
		ID: "SSM010", Level: diag.Error,
		Title:  "more files than a release can pin",
		Why:    "A release is one parameter of 8 KB that names the lists of both roles, and a list one of 4 KB that names some 35 files. A cluster with more files, or longer names, than they hold could be pushed but for its release.",
		Source: "AWS Systems Manager API, PutParameter: Tier; weir, the form of a release",
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.ECS == nil {
				return nil
			}
			p := payloadOf(c)
			if p.release <= aws.AdvancedBytes {
				return nil
			}
			files := max(p.files[string(model.Coordinator)], p.files[string(model.Worker)])
			return one(c.Place, "the lists of "+thousands(files)+" files take "+thousands(p.release)+" bytes, and a release holds "+thousands(aws.AdvancedBytes),
				"offer fewer catalogs on "+c.Name+", or shorten their names")
		}),
	}
}
