package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

func leftPlaceholder() Rule {
	return Rule{
		ID: "REF006", Level: diag.Warning,
		Title:  "a placeholder of weir init",
		Why:    "A new repository builds before anyone has looked up an account or a subnet: zeros stand in their place, and AWS refuses them.",
		Source: "weir init",
		Bad:    `environments: dev: account: "000000000000" // here`,
		Good:   `environments: dev: account: "444455556666"`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, one := range d.all {
				for _, s := range sides(one) {
					walk(s.value, nil, func(path source.Path, text string) {
						if what := placeholderOf(path, text); what != "" {
							all = append(all, found(s.at(path...), what+" "+text+" is a placeholder", "write the "+what+" of "+ownerOf(one, s)))
						}
					})
				}
			}
			return all
		},
	}
}

func ownerOf(one *schema.Declaration, s side) string {
	if s.environment != "" {
		return s.environment
	}
	return one.Name
}

// placeholderOf says what a text stands in for; empty when it is nobody's placeholder.
func placeholderOf(path source.Path, text string) string {
	for _, p := range []struct{ prefix, what string }{{"vpc-", "VPC"}, {"subnet-", "subnet"}, {"sg-", "security group"}} {
		if zeros, ok := strings.CutPrefix(text, p.prefix); ok && zeros != "" && strings.Trim(zeros, "0") == "" {
			return p.what
		}
	}
	switch {
	case text == "000000000000":
		return "account"
	case strings.HasPrefix(text, "arn:") && strings.Contains(text, ":000000000000:"):
		return "ARN"
	case strings.Contains(text, ".example.invalid"):
		return path[len(path)-1]
	}
	return ""
}

// walk visits every text of a value, in an order that is always the same; not what an environment replaces, and not why a
// rule is waived.
// walk visits the texts of a value in no order; a path is the visitor's for the time of its visit.
func walk(value any, path source.Path, visit func(source.Path, string)) {
	switch v := value.(type) {
	case string:
		visit(path, v)
	case []any:
		for i, item := range v {
			walk(item, append(path, source.Index(i)), visit)
		}
	case map[string]any:
		for label, item := range v {
			if len(path) > 0 || label != "environments" && label != "waive" && label != "preset" {
				walk(item, append(path, label), visit)
			}
		}
	}
}
