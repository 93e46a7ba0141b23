package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
)

// folder makes one finding of those that are the same in several environments.
type folder struct {
	declared *declared
	findings diag.List
	at       map[string]int // by what makes findings the same
}

// add takes the findings of one environment.
func (f *folder) add(environment string, list diag.List) {
	for _, d := range list {
		key := identity(d)
		i, known := f.at[key]
		if !known {
			if f.at == nil {
				f.at = map[string]int{}
			}
			i = len(f.findings)
			f.at[key] = i
			f.findings = append(f.findings, d)
		}
		if envs := f.findings[i].Environments; !slices.Contains(envs, environment) {
			f.findings[i].Environments = append(envs, environment)
		}
	}
}

func identity(d diag.Diagnostic) string {
	return strings.Join([]string{d.ID, string(d.Level), d.Place.String(), d.Message, d.Remedy, d.Reason}, "\x00")
}

// list is the findings; one that shows wherever its declaration exists names no environment.
func (f *folder) list() diag.List {
	for i, d := range f.findings {
		if len(d.Environments) == len(f.declared.environmentsOf(f.declared.at(d.Place))) {
			f.findings[i].Environments = nil
		}
	}
	return f.findings
}
