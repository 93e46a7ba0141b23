package check

import (
	"regexp"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// imageForm is what a task definition and a pod take for an image: a registry, perhaps with a port, and lower-case names.
var imageForm = regexp.MustCompile(`^([a-zA-Z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*:[A-Za-z0-9_][A-Za-z0-9_.-]*$`)

const imageLetters = 255

func imageName() Rule {
	return Rule{
		ID: "ECS012", Level: diag.Error,
		Title:  "an image that nothing can pull",
		Why:    "An image is a registry, names in lower case and a tag, 255 letters together; no address of the web, no tag of its own, no slash at the end. ECS registers much of what is none, and each task then ends with CannotPullContainerError.",
		Source: "Amazon ECS API, ContainerDefinition: image; OCI distribution specification, Pulling manifests: name and reference",
		Bad:    `environments: prod: registry: "https://111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror" // here`,
		Good:   `environments: prod: registry: "111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror"`,
		Firm:   true,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			image := c.Image.String()
			if imageForm.MatchString(image) && len(image) <= imageLetters {
				return nil
			}
			registry := h.env.Spec.Registry
			if own := c.Spec.Trino.Image + ":" + c.Image.Tag.Value; registry == "" || !imageForm.MatchString(own) {
				return one(field(c, "trino", "image"), "image "+quote(letters(own))+" is no name and tag of an image", `write a name in lower case without tag: "trinodb/trino"`)
			}
			return one(h.env.At("registry"), "registry "+quote(letters(registry))+" makes the image "+quote(letters(image)), "write "+quote(letters(bare(registry))))
		}),
	}
}

// bare is an address without what is the web's: "https://registry.example.com/lake/" is "registry.example.com/lake".
func bare(registry string) string {
	if _, rest, ok := strings.Cut(registry, "://"); ok {
		registry = rest
	}
	return strings.Trim(registry, "/ ")
}
