package check

import "weir.local/generator/diag"

func pipelineDelivers() Rule {
	return Rule{
		ID: "REF023", Level: diag.Warning,
		Title:  "a pipeline with nothing to deliver",
		Why:    "A pipeline delivers clusters on ECS. Without one it would have a stage without actions, which CodePipeline refuses, so weir writes none.",
		Source: "AWS CodePipeline API, StageDeclaration; weir",
		Bad: `clusters: adhoc: only: ["prod"]
clusters: plain: only: ["prod"]
environments: dev: pipeline: schema.#Pipeline & { // here
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
}`,
		Good: `clusters: adhoc: only: ["prod", "dev"]
clusters: plain: only: ["prod"]
environments: dev: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:444455556666:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
}`,
		Model: func(h *here) diag.List {
			if p := h.env.Pipeline; p != nil && len(p.Deliveries) == 0 {
				return one(h.env.At("pipeline"), "no cluster on ECS is in "+h.env.Name, "remove pipeline, or let a cluster be there")
			}
			return nil
		},
	}
}
