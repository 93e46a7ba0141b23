package check

import "weir.local/generator/diag"

func approvalInProduction() Rule {
	return Rule{
		ID: "REF021", Level: diag.Error,
		Title:  "production delivered without anybody's yes",
		Why:    "A push to the branch restarts coordinators and fails the queries that run. Without an approval nobody sees what weir diff says of it before it happens.",
		Source: "weir",
		Bad: `environments: prod: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:111122223333:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
	approval: false // here
}`,
		Good: `environments: prod: pipeline: schema.#Pipeline & {
	connection: "arn:aws:codeconnections:us-west-2:111122223333:connection/0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9"
	repository: "acme/lake"
	artifacts:  "acme-artifacts"
	weir: {from: "https://releases.example/weir", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}
}`,
		Model: func(h *here) diag.List {
			p := h.env.Pipeline
			if p == nil || p.Approval || h.env.Spec.Tier != "production" {
				return nil
			}
			return one(h.env.At("pipeline", "approval"), "nobody is asked before production changes", "leave approval out, or say with waive: REF021 who looks instead")
		},
	}
}
