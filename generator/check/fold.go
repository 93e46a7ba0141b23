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

// list is the findings, one a place and rule; one that shows wherever its declaration exists names no environment.
func (f *folder) list() diag.List {
	for i, d := range f.findings {
		if len(d.Environments) == len(f.declared.environmentsOf(f.declared.at(d.Place))) {
			f.findings[i].Environments = nil
		}
	}
	return joined(f.findings)
}

// joined makes one finding of those that one line of a declaration causes: what it comes to in another environment stands beside it.
func joined(all diag.List) diag.List {
	var list diag.List
	at := map[string]int{}
	for _, d := range all {
		key := d.ID + "\x00" + string(d.Level) + "\x00" + d.Place.String()
		first, known := at[key]
		if !known || len(d.Environments) == 0 || len(list[first].Environments) == 0 {
			at[key] = len(list)
			list = append(list, d)
			continue
		}
		list[first].Related = append(slices.Clip(list[first].Related), diag.Related{
			Message: "in " + strings.Join(d.Environments, ", ") + ": " + d.Message + "; " + d.Remedy,
		})
	}
	return list
}
