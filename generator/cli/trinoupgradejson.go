package cli

import (
	"weir.local/generator/diag"
	"weir.local/generator/upgrade"
)

// jsonUpgrade is the form of docs/schema/trino-upgrade.schema.json. It only grows.
type jsonUpgrade struct {
	Version  int           `json:"version"`
	To       int           `json:"to"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Clusters []jsonMove    `json:"clusters"`
	Changed  []jsonEdit    `json:"changed"`
	Steps    []jsonStep    `json:"steps"`
	Defaults []jsonDefault `json:"defaults"`
}

type jsonMove struct {
	offering
	From  int  `json:"from"`
	Known bool `json:"known"`
}

type jsonEdit struct {
	Kind string `json:"kind"`
	Was  string `json:"was"`
	Now  string `json:"now,omitempty"`
	jsonPlace
}

type jsonStep struct {
	Kind     string `json:"kind"`
	ID       string `json:"id,omitempty"`
	Level    string `json:"level"`
	Property string `json:"property,omitempty"`
	To       string `json:"to,omitempty"`
	Message  string `json:"message"`
	Remedy   string `json:"remedy,omitempty"`
	Fix      bool   `json:"fix"`
	ByHand   string `json:"byHand,omitempty"`
	jsonPlace
	On []offering `json:"on,omitempty"`
}

type jsonDefault struct {
	File     string     `json:"of"`
	Property string     `json:"property"`
	Was      string     `json:"was"`
	Now      string     `json:"now"`
	Catalogs []string   `json:"catalogs,omitempty"`
	On       []offering `json:"on"`
}

func (u *upgrading) json() jsonUpgrade {
	out := jsonUpgrade{
		Version: 1, To: u.to, Errors: u.breaks(diag.Error), Warnings: u.breaks(diag.Warning),
		Clusters: []jsonMove{}, Changed: []jsonEdit{}, Steps: []jsonStep{}, Defaults: []jsonDefault{},
	}
	for _, m := range u.report.Moves {
		out.Clusters = append(out.Clusters, jsonMove{offering(m.In), m.From, m.Known})
	}
	if u.fixed {
		for _, d := range u.sortedDone() {
			was := d.Was
			if was == "" {
				was = d.Place.Path[len(d.Place.Path)-1]
			}
			out.Changed = append(out.Changed, jsonEdit{string(d.Kind), was, d.Text, placeOf(d.Place, d.Pos)})
		}
	}
	for _, s := range u.report.Steps {
		step := jsonStep{
			Kind: string(s.Kind), Level: string(s.Level), Property: s.Property, To: s.To, Message: s.Message, Remedy: s.Remedy,
			Fix: s.Fix != nil, ByHand: s.ByHand, jsonPlace: placeOf(s.Place, s.Pos), On: placesOf(s.In),
		}
		if s.Kind == upgrade.Rule {
			step.ID = s.ID
		}
		out.Steps = append(out.Steps, step)
	}
	for _, d := range u.report.Defaults {
		out.Defaults = append(out.Defaults, jsonDefault{d.File, d.Property, d.Was, d.Now, d.Catalogs, placesOf(d.In)})
	}
	return out
}

func placesOf(all []upgrade.In) []offering {
	var places []offering
	for _, in := range all {
		places = append(places, offering(in))
	}
	return places
}
