package check

import (
	"weir.local/generator/aws"
	"weir.local/generator/diag"
)

// weirsTags are weir:environment and weir:cluster.
const weirsTags = 2

func tooManyTags() Rule {
	return Rule{
		ID: "SSM008", Level: diag.Error,
		Title:  "more tags than a resource may have",
		Why:    "AWS takes 50 tags on a parameter, service, task definition, log group or role, and two of them are weir's own.",
		Source: "Amazon ECS API, RegisterTaskDefinition: tags; CloudWatch Logs API, CreateLogGroup: tags; Tagging AWS Resources User Guide, Tag naming limits and requirements",
		Bad:    `environments: prod: tags: {` + manyTags(49) + `} // here`,
		Good:   `environments: prod: tags: {` + manyTags(48) + `}`,
		Firm:   true,
		Model: func(h *here) diag.List {
			n := len(h.env.Spec.Tags)
			if n+weirsTags <= aws.Tags {
				return nil
			}
			return one(h.env.At("tags"), "the environment has "+itoa(n)+" tags, and weir adds "+itoa(weirsTags)+" to those of "+itoa(aws.Tags),
				"write "+itoa(aws.Tags-weirsTags)+" at most")
		},
	}
}

// manyTags are so many tags as a declaration says them: t1: "x", t2: "x".
func manyTags(n int) string {
	text := ""
	for i := range n {
		text += "t" + itoa(i+1) + `: "x", `
	}
	return text[:len(text)-2]
}
