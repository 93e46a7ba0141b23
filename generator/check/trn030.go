package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func provenInTheOpen() Rule {
	return Rule{
		ID: "TRN030", Level: diag.Error,
		Title: "authentication without TLS",
		Why: "Trino takes passwords and tokens over TLS alone: its own, or that of what stands in front, when it is told to believe it. " +
			"Over plain HTTP every login is refused, or, where allow-insecure-over-http is left as it is, everybody is whom they say they are.",
		Source: "Trino documentation, TLS and HTTPS; measured on Trino 476: 403 \"Authentication over HTTP is not enabled\"",
		Bad: `clusters: adhoc: authentication: { // here
	oauth2: {issuer: "https://login.example.com", clientId: "trino", clientSecret: parameter: "/lake/{environment}/oauth2"}
}`,
		Good: `clusters: adhoc: {
	behind: "load-balancer"
	authentication: {
		oauth2: {issuer: "https://login.example.com", clientId: "trino", clientSecret: parameter: "/lake/{environment}/oauth2"}
	}
}`,
		Model: onClusters(provenOverTLS),
	}
}

func provenOverTLS(_ *here, c *model.Cluster) diag.List {
	f, _ := c.Coordinator.File("config.properties")
	kind, asked := lineOf(f.Lines, "http-server.authentication.type")
	https, _ := lineOf(f.Lines, "http-server.https.enabled")
	if !asked || strings.EqualFold(kind.Value, "insecure") || strings.EqualFold(https.Value, "true") || believesHeaders(f.Lines) || c.Spec.Behind != "" {
		return nil // what is behind something and does not believe it, another rule finds
	}
	at := cause(kind.Origin)
	if c.Spec.Authentication != nil {
		at = field(c, "authentication")
	}
	return one(at, "users prove who they are, and nothing ends TLS",
		`write behind: "load-balancer" or "gateway" for what ends it in front of Trino, or tls: keystore: with a secret for Trino itself`)
}

// believesHeaders says whether Trino reads how a request came in from the headers of what stands in front.
func believesHeaders(lines []model.Line) bool {
	line, _ := lineOf(lines, "http-server.process-forwarded")
	return slices.Contains([]string{"true", "accept"}, strings.ToLower(strings.TrimSpace(line.Value)))
}
