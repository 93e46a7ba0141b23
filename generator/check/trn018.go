package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func authenticationNeedsSecret() Rule {
	return Rule{
		ID: "TRN018", Level: diag.Error,
		Title:  "authentication without a shared secret",
		Why:    "Once users must say who they are, nodes must too: Trino refuses to start without internal-communication.shared-secret.",
		Source: "measured on Trino 476; Trino documentation, Secure internal communication",
		Bad: `clusters: plain: {
	behind: "load-balancer"
	properties: {
		"http-server.authentication.type":         "JWT" // here
		"http-server.authentication.jwt.key-file": "https://login.example.com/keys"
	}
}`,
		Good: `clusters: plain: {
	behind: "load-balancer"
	properties: {
		"http-server.authentication.type":         "JWT"
		"http-server.authentication.jwt.key-file": "https://login.example.com/keys"
	}
	sharedSecret: {parameter: "/lake/{environment}/{cluster}/shared"}
}`,
		Model: onRoles(nodesKnowEachOther),
	}
}

func nodesKnowEachOther(_ *model.Cluster, r *model.Role) diag.List {
	f, _ := r.File("config.properties")
	authentication, asked := lineOf(f.Lines, "http-server.authentication.type")
	if _, ok := lineOf(f.Lines, "internal-communication.shared-secret"); ok || !asked {
		return nil
	}
	return one(cause(authentication.Origin), "http-server.authentication.type "+authentication.Value+" without a shared secret",
		"write sharedSecret: {parameter: …} or {secret: …, key: …}")
}
