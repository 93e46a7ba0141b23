// Package etc spells what Trino finds under /etc/trino. The payload, the
// chart's values and `weir show etc` all spell a file by it, so they agree to
// the byte.
package etc

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// Text is a file as Trino reads it.
func Text(f model.File) artifact.Text {
	text := make(artifact.Text, len(f.Lines))
	for i, line := range f.Lines {
		text[i] = Line(line)
	}
	return text
}

// Line is one line of a file as Trino reads it: "connector.name=mysql".
func Line(l model.Line) artifact.Line {
	if l.Key == "" {
		return artifact.Line{Origin: l.Origin, Text: l.Value}
	}
	return artifact.Property(l.Origin, l.Key, l.Value)
}

// Property is the line that sets a property in a file of a role.
func Property(r *model.Role, path, key string) (model.Line, bool) {
	f, _ := r.File(path)
	for _, line := range f.Lines {
		if line.Key == key {
			return line, true
		}
	}
	return model.Line{}, false
}

// Secrets are those that a role's files refer to: variables that Trino reads, or files that it finds. No role gets another's.
func Secrets(r *model.Role, all []model.Secret) (variables, files []model.Secret) {
	read := map[string]bool{}
	for _, f := range r.Files {
		for _, line := range f.Lines {
			read[line.Secret] = true
			read[line.Value] = true
		}
	}
	for _, s := range all {
		switch {
		case s.File == "" && read[s.Variable]:
			variables = append(variables, s)
		case s.File != "" && read["/etc/trino/"+s.File]:
			files = append(files, s)
		}
	}
	return variables, files
}
