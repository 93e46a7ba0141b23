package ssm

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// text is a text of a YAML file, and where it stands.
type text struct {
	text      string
	line, col int
}

func (t *text) UnmarshalYAML(n *yaml.Node) error {
	t.text, t.line, t.col = n.Value, n.Line, n.Column
	if n.Kind != yaml.ScalarNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: not a text", n.Line)}}
	}
	return nil
}

// parameterFile is the input of PutParameter, as render/ssm spells it.
type parameterFile struct {
	Name        text      `yaml:"Name"`
	Description text      `yaml:"Description"`
	Type        text      `yaml:"Type"`
	Tier        text      `yaml:"Tier"`
	Tags        []tagFile `yaml:"Tags"`
	Value       text      `yaml:"Value"`
}

type tagFile struct {
	Key   text `yaml:"Key"`
	Value text `yaml:"Value"`
}

// releaseFile is ssm/release.yaml.
type releaseFile struct {
	Name        text      `yaml:"Name"`
	Description text      `yaml:"Description"`
	Type        text      `yaml:"Type"`
	Tags        []tagFile `yaml:"Tags"`
	Account     text      `yaml:"Account"`
	Region      text      `yaml:"Region"`
	Files       struct {
		Both        []pinFile `yaml:"both"`
		Coordinator []pinFile `yaml:"coordinator"`
		Worker      []pinFile `yaml:"worker"`
	} `yaml:"Files"`
}

type pinFile struct {
	Path      text `yaml:"path"`
	Parameter text `yaml:"parameter"`
}

// group is the files that the same roles read.
type group struct {
	roles []string
	pins  []pinFile
}

const (
	coordinator = "coordinator"
	worker      = "worker"
)

// roles are those that a release has lists for.
func roles() []string { return []string{coordinator, worker} }

func (f releaseFile) groups() []group {
	return []group{{roles(), f.Files.Both}, {[]string{coordinator}, f.Files.Coordinator}, {[]string{worker}, f.Files.Worker}}
}

func tagsOf(tags []tagFile) []Tag {
	var all []Tag
	for _, t := range tags {
		all = append(all, Tag{t.Key.text, t.Value.text})
	}
	return all
}

func (f parameterFile) file(source, path string, roles []string) File {
	return File{
		Parameter: Parameter{Name: f.Name.text, Description: f.Description.text, Tier: f.Tier.text, Tags: tagsOf(f.Tags)},
		Source:    source, Path: path, Roles: roles, Value: f.Value.text,
	}
}

var atLine = regexp.MustCompile(`line (\d+): *`)

// decode reads a YAML file into what it must be; a field too many is a problem.
func decode(dir fs.FS, name string, into any) error {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return fmt.Errorf("reading the payload: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return unusable(name, err)
	}
	return nil
}

// unusable is what YAML says, at its line.
func unusable(name string, err error) error {
	messages := []string{err.Error()}
	if typed, ok := err.(*yaml.TypeError); ok {
		messages = typed.Errors
	}
	u := &Unusable{}
	for _, m := range messages {
		p := Problem{File: name, Line: 1, Col: 1, Message: m}
		if at := atLine.FindStringSubmatchIndex(m); at != nil {
			p.Line, _ = strconv.Atoi(m[at[2]:at[3]])
			p.Message = m[at[1]:]
		}
		u.Problems = append(u.Problems, p)
	}
	return u
}
