package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func authenticationParts() Rule {
	return Rule{
		ID: "TRN038", Level: diag.Error,
		Title:  "kinds of authentication that do not go with what is declared",
		Why:    "order names the kinds that Trino asks, passwords, ldap and oauth2 say how. A kind without its part stops the start; a part whose kind is not named is never asked, and a kind written by hand leaves the parts out of it.",
		Source: "Trino documentation, Authentication types; measured on Trino 476",
		Bad: `clusters: adhoc: {
	behind: "load-balancer"
	authentication: {
		order: ["PASSWORD"] // here
		oauth2: {issuer: "https://login.example.com", clientId: "trino", clientSecret: parameter: "/lake/{environment}/oauth2"}
		passwords: file: parameter: "/lake/{environment}/passwords"
	}
}`,
		Good: `clusters: adhoc: {
	behind: "load-balancer"
	authentication: {
		order: ["PASSWORD", "OAUTH2"]
		oauth2: {issuer: "https://login.example.com", clientId: "trino", clientSecret: parameter: "/lake/{environment}/oauth2"}
		passwords: file: parameter: "/lake/{environment}/passwords"
	}
}`,
		Model: onClusters(partsGoWithKinds),
	}
}

func partsGoWithKinds(_ *here, c *model.Cluster) diag.List {
	spec := c.Spec.Authentication
	if spec == nil {
		return nil
	}
	parts := map[string][]string{}
	for _, p := range []struct {
		kind, label string
		there       bool
	}{{"OAUTH2", "oauth2", spec.Oauth2 != nil}, {"PASSWORD", "passwords", spec.Passwords != nil}, {"PASSWORD", "ldap", spec.Ldap != nil}} {
		if p.there {
			parts[p.kind] = append(parts[p.kind], p.label)
		}
	}
	if len(parts) == 0 {
		return one(field(c, "authentication"), "authentication without a way to prove anything", "write passwords, ldap or oauth2")
	}
	f, _ := c.Coordinator.File("config.properties")
	if line, ok := lineOf(f.Lines, "http-server.authentication.type"); ok && slices.Contains(line.Origin.Place.Path, "properties") {
		return one(line.Origin.Place, "http-server.authentication.type "+line.Value+" beside authentication", "remove it, and write order in authentication")
	}
	return orderedParts(c, parts)
}

// orderedParts holds a declared order to the parts that are there, by kind.
func orderedParts(c *model.Cluster, parts map[string][]string) diag.List {
	order := c.Spec.Authentication.Order
	if len(order) == 0 {
		return nil
	}
	at := field(c, "authentication", "order")
	missing := map[string]string{"OAUTH2": "write oauth2", "PASSWORD": "write passwords or ldap"}
	var all diag.List
	for i, kind := range order {
		switch {
		case len(parts[kind]) == 0:
			all = append(all, found(at.At(source.Index(i)), kind+" is asked, and nothing says how", missing[kind]+", or remove it"))
		case slices.Contains(order[:i], kind):
			all = append(all, found(at.At(source.Index(i)), kind+" stands there twice", "remove one"))
		}
	}
	for _, kind := range []string{"OAUTH2", "PASSWORD"} {
		if labels := parts[kind]; len(labels) > 0 && !slices.Contains(order, kind) {
			all = append(all, found(at, strings.Join(labels, " and ")+" is declared, and order does not name "+kind, "add "+kind+", or remove "+strings.Join(labels, " and ")))
		}
	}
	return all
}
