package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func forwardedIsRead() Rule {
	return Rule{
		ID: "TRN031", Level: diag.Error,
		Title: "forwarded headers that Trino does not read",
		Why: "What stands in front of Trino says in headers how a request came in. Told to reject them, as it does by itself, Trino answers every statement with 406; " +
			"told to ignore them, it takes each request for a plain one, and hands out addresses that clients cannot reach.",
		Source: "measured on Trino 476 behind Trino Gateway: 406 on each statement; Trino documentation, TLS and HTTPS, Use a load balancer to terminate TLS",
		Bad: `clusters: adhoc: {
	behind: "gateway"
	properties: "http-server.process-forwarded": "IGNORE" // here
}`,
		Good:  `clusters: adhoc: behind: "gateway"`,
		Model: onClusters(frontIsBelieved),
	}
}

func frontIsBelieved(_ *here, c *model.Cluster) diag.List {
	f, _ := c.Coordinator.File("config.properties")
	if c.Spec.Behind == "" || believesHeaders(f.Lines) {
		return nil
	}
	line, _ := lineOf(f.Lines, "http-server.process-forwarded")
	return one(or(cause(line.Origin), field(c, "behind")), "http-server.process-forwarded "+line.Value+" behind a "+c.Spec.Behind,
		"remove it: behind writes true")
}
