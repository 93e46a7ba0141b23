package ssm

import (
	"fmt"

	"weir.local/generator/artifact"
	"weir.local/generator/aws/release"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// releaseFile says what a release holds: the parameter that its number is a
// version of, and whose files it pins.
func releaseFile(e *model.Environment, c *model.Cluster, parameters []parameter) artifact.File {
	name := c.Home.Parameters
	about := fmt.Sprintf("Release of %s in %s: each version pins every file of its coordinator and workers", c.Name, c.Environment)
	file := artifact.Map{
		{Key: "Name", Value: artifact.String(name.Origin, release.Name(name.Value)), Comment: releaseComment},
		{Key: "Description", Value: artifact.String(source.Declared(c.Place), about)},
		{Key: "Type", Value: artifact.String(plainText(), "String")},
	}
	file = append(file, tags(c)...)
	file = append(file,
		artifact.Entry{Key: "Account", Value: artifact.String(source.Declared(e.At("account")), e.Spec.Account)},
		artifact.Entry{Key: "Region", Value: artifact.String(source.Declared(e.At("region")), e.Spec.Region)},
	)
	file = append(file, artifact.Entry{Key: "Files", Value: pins(parameters)})
	return artifact.YAML(out(c, "release"), file)
}

const releaseComment = `What a release holds. "weir ssm push" adds the version that Parameter Store gave each file and its checksum, makes each role's list of
them, and writes the release as the next version of this parameter: in this account and region, and in no other.`

// pins are the files by who reads them.
func pins(parameters []parameter) artifact.Map {
	var files artifact.Map
	for _, by := range []readers{both, coordinator, worker} {
		var list artifact.List
		for _, p := range parameters {
			if p.by == by {
				list = append(list, p.pin())
			}
		}
		if len(list) > 0 {
			files = append(files, artifact.Entry{Key: string(by), Value: list})
		}
	}
	return files
}

func (p parameter) pin() artifact.Node {
	return artifact.Map{
		{Key: "path", Value: artifact.String(p.origin, p.path)},
		{Key: "parameter", Value: artifact.String(p.origin, p.parameter)},
	}
}
