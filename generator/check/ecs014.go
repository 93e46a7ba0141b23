package check

import (
	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/etc"
	"weir.local/generator/model"
)

func definitionFits() Rule {
	return Rule{
		ID: "ECS014", Level: diag.Error,
		Title:  "a task definition that is too long",
		Why:    "A task definition has 64 KB, and nobody raises that. Each secret of each catalog is an entry of some 150 bytes in it, so a cluster with user and password of some two hundred catalogs by reference is refused when it is delivered.",
		Source: "Amazon ECS endpoints and quotas, Task definition size; the answer of RegisterTaskDefinition as users of ECS report it (containers-roadmap 2347)",
		Bad:    `catalogs: shop: user: {secret: "dw", key: 60000*"k"} // here`,
		Good:   `catalogs: shop: user: {secret: "dw", key: "user"}`,
		Firm:   true,
		Model:  onClusters(definitionHasRoom),
	}
}

func definitionHasRoom(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil {
		return nil
	}
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		bytes, n, longest := aws.OwnDefinitionBytes, 0, model.Secret{}
		variables, files := etc.Secrets(r, c.Secrets)
		for _, s := range append(variables, files...) {
			bytes, n = bytes+aws.SecretBytes(s.Variable, s.ARN), n+1
			if len(s.ARN) > len(longest.ARN) {
				longest = s
			}
		}
		if bytes > aws.TaskDefinitionBytes {
			return one(cause(longest.Origin), "the task definition of the "+string(r.Name)+" of "+c.Name+" comes to "+thousands(bytes)+" bytes with its secrets, "+itoa(n)+" of them, and may have "+thousands(aws.TaskDefinitionBytes),
				"write as text what is no secret, such as users; offer fewer catalogs on "+c.Name+"; or shorten names, of which this is the longest")
		}
	}
	return nil
}
