package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
)

func refusedTag() Rule {
	return Rule{
		ID: "SSM007", Level: diag.Error,
		Title:  "a tag that AWS refuses",
		Why:    "An environment's tags are on every parameter, task, log group and role. A key has 128 letters at most and a value 256; both take letters, digits, spaces and _ . : / = + - @. Keys that begin with aws: are AWS's own, weir:environment and weir:cluster weir's.",
		Source: "AWS Systems Manager, ECS and CloudWatch Logs API, Tag; Tagging AWS Resources User Guide, Tag naming limits and requirements",
		Bad:    `environments: prod: tags: "cost-centre": "lake & trino" // here`,
		Good:   `environments: prod: tags: "cost-centre": "lake + trino"`,
		Firm:   true,
		Model:  tagsAreTaken,
	}
}

func tagsAreTaken(h *here) diag.List {
	var all diag.List
	for _, key := range slices.Sorted(maps.Keys(h.env.Spec.Tags)) {
		at, why, remedy := h.env.At("tags", key), aws.TagKey(key), "write another key"
		switch {
		case why != "":
			why = "the key " + quote(letters(key)) + " " + why
		case strings.HasPrefix(key, "weir:"):
			why = "the key " + quote(key) + " is one of weir's own"
		default:
			value := h.env.Spec.Tags[key]
			if why = aws.TagValue(value); why != "" {
				why, remedy = "the value of tag "+quote(key)+" "+why, "write another value"
			}
		}
		if why != "" {
			all = append(all, found(at, why, remedy))
		}
	}
	return all
}
