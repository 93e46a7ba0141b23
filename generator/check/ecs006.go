package check

import (
	"strings"

	"weir.local/generator/diag"
)

func namespaceHere() Rule {
	return Rule{
		ID: "ECS006", Level: diag.Error,
		Title:  "a namespace that Service Connect does not find",
		Why:    "Service Connect finds a namespace of Cloud Map by its name, or its ARN, in the region of the ECS cluster. Of any other the service is refused, or its workers find no coordinator.",
		Source: "Amazon ECS API, ServiceConnectConfiguration: namespace; AWS Cloud Map API, CreateHttpNamespace: Name",
		Bad:    `environments: prod: ecs: namespace: "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b2c3d4e5f6071" // here`,
		Good:   `environments: prod: ecs: namespace: "arn:aws:servicediscovery:us-west-2:111122223333:namespace/ns-0a1b2c3d4e5f6071"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			if h.env.Spec.Ecs == nil {
				return nil
			}
			at, name := h.env.At("ecs", "namespace"), h.env.Spec.Ecs.Namespace
			switch {
			case strings.HasPrefix(name, "arn:"):
				if region := arnField(name, 3); region != h.env.Spec.Region {
					return one(at, "the namespace is of "+region+", the environment of "+h.env.Spec.Region, "write a namespace of "+h.env.Spec.Region)
				}
			case name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < '!' || r > '~' }):
				return one(at, "namespace "+quote(name)+" is no name of Cloud Map", "write letters, digits, - and . without spaces")
			}
			return nil
		},
	}
}
