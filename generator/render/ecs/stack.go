package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// stack spells resources as one CloudFormation template. Its one parameter is the release, so that an older stack is an older
// configuration, and a failed deployment takes the files back with the task definition.
func stack(c *model.Cluster, all []resource) artifact.File {
	why := source.Declared(c.Place)
	var resources artifact.Map
	for _, r := range all {
		resources = append(resources, artifact.Entry{Key: r.name, Value: r.template()})
	}
	return artifact.YAML(folder(c)+"stack.yaml", artifact.Map{
		text("AWSTemplateFormatVersion", fixed("the only version there is"), "2010-09-09"),
		text("Description", why, "Trino cluster "+c.Name+" in "+c.Environment),
		{Key: "Parameters", Value: artifact.Map{{Key: "Release", Value: releaseParameter()}}},
		{Key: "Resources", Value: resources},
	})
}

func releaseParameter() artifact.Node {
	why := fixed("the release is a stack's only input")
	return artifact.Map{
		text("Type", why, "Number"),
		number("MinValue", why, 1),
		text("Description", why, "Number of the release in Parameter Store, as weir ssm push prints it"),
	}
}

func (r resource) template() artifact.Node {
	why := fixed("what a stack is made of")
	m := artifact.Map{text("Type", why, r.kind)}
	if len(r.after) > 0 {
		m = append(m, artifact.Entry{Key: "DependsOn", Value: artifact.Strings(fixed("what must be there first"), r.after...)})
	}
	if r.keep {
		// A first delivery that fails leaves no log group, which the next one would fail on (CloudFormation User Guide, DeletionPolicy).
		kept := fixed("logs outlive their cluster")
		m = append(m, text("DeletionPolicy", kept, "RetainExceptOnCreate"), text("UpdateReplacePolicy", kept, "Retain"))
	}
	return append(m, artifact.Entry{Key: "Properties", Value: r.properties()})
}

// reference is another resource of the stack.
func reference(origin *source.Origin, name string) artifact.Node {
	return artifact.Map{text("Ref", origin, name)}
}
