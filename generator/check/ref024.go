package check

import (
	"fmt"
	"strings"

	"weir.local/generator/diag"
)

// smokeQuery is how long the query at the end may be: ECS takes 8,192 characters of overrides, and the script has half of them.
const smokeQuery = 4000

func smokeIsAQuery() Rule {
	return Rule{
		ID: "REF024", Level: diag.Error,
		Title:  "a query that no delivery can end with",
		Why:    "The query goes to Trino as it stands, which takes one statement and no semicolon, and to its task in overrides, which may have 8,192 characters. Every delivery would fail at its end, and go back.",
		Source: "Trino 476, measured: mismatched input ';'; Amazon ECS API, TaskOverride",
		Bad: `environments: dev: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
	smoke: query: "SELECT 1;" // here
}`,
		Good: `environments: dev: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
	smoke: query: "SELECT 1"
}`,
		Firm: true,
		Model: func(h *here) diag.List {
			if h.env.Pipeline == nil {
				return nil
			}
			query, at := h.env.Spec.Pipeline.Smoke.Query, h.env.At("pipeline", "smoke", "query")
			switch {
			case strings.TrimSpace(query) == "":
				return one(at, "there is no query", "write one: SELECT 1")
			case strings.HasSuffix(strings.TrimSpace(query), ";"):
				return one(at, "the query ends in a semicolon, which Trino refuses", "leave it out")
			case len(query) > smokeQuery:
				return one(at, fmt.Sprintf("the query has %d characters, and %d are left for it", len(query), smokeQuery), "ask something shorter")
			}
			return nil
		},
	}
}
