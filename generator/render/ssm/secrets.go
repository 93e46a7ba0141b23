package ssm

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// secretsFile lists what must be there before the cluster starts. weir knows
// where a secret lies and what needs it, never its value.
func secretsFile(c *model.Cluster) artifact.File {
	var list artifact.List
	for i, s := range c.Secrets {
		entry := secret(s)
		if i == 0 {
			entry[0].Comment = fmt.Sprintf(secretsComment, c.Name, c.Environment)
		}
		list = append(list, entry)
	}
	return artifact.YAML(out(c, "secrets"), list)
}

const secretsComment = `Secrets that their owners create before %s starts in %s. weir never sees their values.`

func secret(s model.Secret) artifact.Map {
	entry := artifact.Map{{Key: "variable", Value: artifact.String(s.Origin, s.Variable)}}
	text := func(key, value string) {
		entry = append(entry, artifact.Entry{Key: key, Value: artifact.String(s.Origin, value)})
	}
	key := s.Reference.Key
	switch {
	case s.Reference.Parameter != "":
		text("parameter", s.ARN)
	case key == "":
		text("secret", s.ARN)
	default:
		text("secret", strings.TrimSuffix(s.ARN, ":"+key+"::"))
		text("key", key)
	}
	if s.File != "" {
		text("file", "/etc/trino/"+s.File)
	}
	entry = append(entry, artifact.Entry{Key: "for", Value: artifact.Strings(s.Origin, s.For...)})
	if len(s.Owners) == 0 {
		return entry
	}
	return append(entry, artifact.Entry{Key: "owners", Value: artifact.Strings(s.Origin, s.Owners...)})
}
