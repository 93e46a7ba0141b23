package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func oneVariable() Rule {
	return Rule{
		ID: "CAT007", Level: diag.Error,
		Title: "a secret whose variable is taken",
		Why: "A secret reaches Trino in an environment variable named after the catalog and the property, in upper case, with _ for everything else. " +
			"Two secrets of one name are one: a catalog gets the other's password. Names that the platform sets itself are not to be had.",
		Source: "Amazon ECS API, ContainerDefinition: secrets; Kubernetes, Container: env, where the last of one name wins",
		Bad:    `catalogs: aws: schema.#GoogleSheets & {owner: "finops", clusters: ["adhoc"], metadataSheet: "1PxF", credentials: {secret: "dw"}} // here`,
		Good:   `catalogs: costs: schema.#GoogleSheets & {owner: "finops", clusters: ["adhoc"], metadataSheet: "1PxF", credentials: {secret: "dw"}}`,
		Firm:   true,
		Model:  onClusters(variablesAreApart),
	}
}

func variablesAreApart(h *here, c *model.Cluster) diag.List {
	var all diag.List
	said := map[string]bool{} // one finding for each name, however many secrets it has
	for i, s := range c.Secrets {
		if i > 0 && c.Secrets[i-1].Variable == s.Variable && once(said, userOf(c.Secrets[i-1])+userOf(s)) {
			all = append(all, h.collision(c.Secrets[i-1], s))
		}
		if reservedVariable(s) && once(said, userOf(s)) {
			all = append(all, found(h.declarationAt(s), "variable "+s.Variable+" of "+userOf(s)+" belongs to the platform", "name it otherwise"))
		}
	}
	return all
}

func once(said map[string]bool, what string) bool {
	before := said[what]
	said[what] = true
	return !before
}

func (h *here) collision(first, second model.Secret) diag.Diagnostic {
	d := found(h.declarationAt(second), "variable "+second.Variable+" stands for secrets of "+userOf(first)+" and of "+userOf(second), "name one of them otherwise")
	d.Related = []diag.Related{{Message: "the other", Place: h.declarationAt(first)}}
	return d
}

// userOf is what a secret is for: "catalog orders".
func userOf(s model.Secret) string {
	user, _, _ := strings.Cut(s.For[0], ":")
	return user
}

// declarationAt is the declaration that a secret is from.
func (h *here) declarationAt(s model.Secret) source.Place {
	at := cause(s.Origin)
	if decl := h.at(at); decl != nil {
		return decl.At()
	}
	return at
}

// reservedVariable says whether the system, AWS, Kubernetes, or weir for the cluster itself, sets a variable of this name.
func reservedVariable(s model.Secret) bool {
	if slices.Contains([]string{"PATH", "HOME", "HOSTNAME", "JAVA_HOME", "LANG", "SHELL", "USER"}, s.Variable) {
		return true
	}
	ofCatalog := strings.HasPrefix(s.For[0], "catalog ")
	return strings.HasPrefix(s.Variable, "TRINO_") && ofCatalog || slices.ContainsFunc([]string{"AWS_", "ECS_", "JAVA_", "JDK_", "KUBERNETES_", "LD_"}, func(prefix string) bool {
		return strings.HasPrefix(s.Variable, prefix)
	})
}
