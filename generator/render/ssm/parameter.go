package ssm

import (
	"fmt"
	"strconv"

	"weir.local/generator/artifact"
	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// parameter is a file, or a part of it, under its name in Parameter Store.
type parameter struct {
	stored
	parameter string // "/weir/prod/adhoc/catalog/orders.properties"
	out       string // "catalog/orders"
	text      artifact.Text
}

func parametersOf(c *model.Cluster) ([]parameter, error) {
	var all []parameter
	for _, s := range filesOf(c) {
		if refused := release.Refused(s.text); len(refused) > 0 {
			return nil, fmt.Errorf("storing %s of %s in %s: %w", s.path, c.Name, c.Environment, refused[0])
		}
		for i, part := range release.Split(s.text) {
			all = append(all, s.part(c, i+1, part))
		}
	}
	return all, nil
}

// part is a part of a file; parts are counted from 1, and the first has the
// file's own name.
func (s stored) part(c *model.Cluster, n int, text artifact.Text) parameter {
	suffix := ""
	if n > 1 {
		suffix = "/" + strconv.Itoa(n)
	}
	return parameter{
		stored:    s,
		parameter: c.Home.Parameters.Value + "/" + s.name() + suffix,
		out:       s.short() + suffix,
		text:      text,
	}
}

// file is the input of PutParameter. Whether an older version is overwritten is
// push's to say.
func (p parameter) file(c *model.Cluster) artifact.File {
	origin := p.origin
	tier := source.Computed("tier: Standard to 4096 bytes, Advanced to 8192", origin)
	input := artifact.Map{
		{Key: "Name", Value: artifact.String(c.Home.Parameters.Origin, p.parameter)},
		{Key: "Description", Value: artifact.String(origin, p.description(c))},
		{Key: "Type", Value: artifact.String(plainText(), "String")},
		{Key: "Tier", Value: artifact.String(tier, aws.Tier(len(release.Value(p.text))))},
	}
	input = append(input, tags(c)...)
	input = append(input, artifact.Entry{Key: "Value", Value: artifact.Trimmed(p.text)})
	return artifact.YAML(out(c, p.out), input)
}

// plainText is why no file is a SecureString.
func plainText() *source.Origin {
	return source.Fixed("files hold variables in place of secrets, so they lie in plain text")
}

func (p parameter) description(c *model.Cluster) string {
	readers := "the " + string(p.by)
	if p.by == both {
		readers = release.BothRoles
	}
	return release.Description(p.about, p.path, readers, c.Name, c.Environment)
}

// tags are the entry Tags, where there are any.
func tags(c *model.Cluster) artifact.Map {
	if len(c.Home.Tags) == 0 {
		return nil
	}
	var list artifact.List
	for _, tag := range c.Home.Tags {
		list = append(list, artifact.Map{
			{Key: "Key", Value: artifact.String(tag.Origin, tag.Key)},
			{Key: "Value", Value: artifact.String(tag.Origin, tag.Value)},
		})
	}
	return artifact.Map{{Key: "Tags", Value: list}}
}
