package check

import (
	"fmt"

	"weir.local/generator/diag"
)

// patternsOfTrigger is how many patterns a filter of a trigger takes (AWS CodePipeline API, GitTagFilterCriteria).
const patternsOfTrigger = 8

func triggerFits() Rule {
	return Rule{
		ID: "REF022", Level: diag.Error,
		Title:  "more tags than a trigger takes",
		Why:    "A filter of a pipeline's trigger has up to eight patterns, and the stack of the pipeline fails with more.",
		Source: "AWS CodePipeline API, GitTagFilterCriteria: includes, at most 8",
		Bad: `environments: dev: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
	tags: ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9"] // here
}`,
		Good: `environments: dev: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
	tags: ["v*"]
}`,
		Firm: true,
		Model: func(h *here) diag.List {
			if p := h.env.Pipeline; p != nil && len(p.Tags) > patternsOfTrigger {
				return one(h.env.At("pipeline", "tags"), fmt.Sprintf("%d patterns of tags, and a trigger takes %d", len(p.Tags), patternsOfTrigger), `write patterns that cover several: "prod-*"`)
			}
			return nil
		},
	}
}
