package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func authenticatorIsThere() Rule {
	return Rule{
		ID: "TRN063", Level: diag.Error,
		Title: "authentication without what proves it",
		Why: "http-server.authentication.type only names the kind. PASSWORD asks an authenticator that has a file of its own, and so does HEADER: without it Trino does not start. " +
			"The block authentication writes both, for passwords of a file and of LDAP; weir writes no header authenticator.",
		Source: "measured on Trino 476: \"file does not exist: etc/password-authenticator.properties\", on workers too",
		Bad: `clusters: plain: {
	behind: "load-balancer"
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	properties: "http-server.authentication.type": "PASSWORD" // here
}`,
		Good: `clusters: plain: {
	behind: "load-balancer"
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	authentication: passwords: file: parameter: "/lake/{environment}/{cluster}/passwords"
}`,
		Model: onRoles(kindsHaveAuthenticators),
	}
}

// authenticators are the kinds of authentication that ask a plugin, with the file that names it and what writes that.
func authenticators() []struct{ kind, file, remedy string } {
	return []struct{ kind, file, remedy string }{
		{"PASSWORD", "password-authenticator", "write authentication: passwords: or ldap: in its place"},
		{"HEADER", "header-authenticator", "remove it: weir writes no such file"},
	}
}

func kindsHaveAuthenticators(c *model.Cluster, r *model.Role) diag.List {
	f, _ := r.File("config.properties")
	line, ok := lineOf(f.Lines, "http-server.authentication.type")
	if !ok || c.Spec.Authentication != nil { // beside the block another rule says it
		return nil
	}
	var all diag.List
	for _, a := range authenticators() {
		_, elsewhere := lineOf(f.Lines, a.file+".config-files")
		if _, there := r.File(a.file + ".properties"); !there && !elsewhere && names(line.Value, a.kind) {
			all = append(all, found(cause(line.Origin), "http-server.authentication.type "+line.Value+" without "+a.file+".properties", a.remedy))
		}
	}
	return all
}

// names says whether a list of a properties file has an item, as Trino reads it.
func names(list, item string) bool {
	for _, one := range strings.Split(list, ",") {
		if strings.EqualFold(strings.TrimSpace(one), item) {
			return true
		}
	}
	return false
}
