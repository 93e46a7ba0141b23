package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func secretKey() Rule {
	return Rule{
		ID: "ECS013", Level: diag.Error,
		Title:  "a key of a secret that ECS cannot name",
		Why:    "ECS names a key of a secret behind the secret's ARN, between colons. A key with a colon in it is read as a key, a stage and a version, and the task finds no such secret when it starts.",
		Source: "Amazon ECS documentation, Pass Secrets Manager secrets through Amazon ECS environment variables: arn:…:secret:name:json-key:version-stage:version-id",
		Bad:    `catalogs: shop: user: {secret: "dw", key: "shop:user"} // here`,
		Good:   `catalogs: shop: user: {secret: "dw", key: "shop-user"}`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			var all diag.List
			for _, s := range c.Secrets {
				if c.ECS != nil && strings.Contains(s.Reference.Key, ":") {
					all = append(all, found(cause(s.Origin), "key "+quote(letters(s.Reference.Key))+" of secret "+quote(s.Reference.Secret)+" holds a colon, and ECS parts by it",
						"name the key otherwise in the secret: "+quote(letters(strings.ReplaceAll(s.Reference.Key, ":", "-")))))
				}
			}
			return all
		}),
	}
}
