package ssm

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
)

// Payload is what a cluster's out/<environment>/<cluster>/ssm says.
type Payload struct {
	Home    string // where its parameters lie: "/weir/prod/adhoc"
	Account string // "111122223333"
	Region  string // "us-west-2"
	Release Parameter
	Files   []File // in the order of the release
	Secrets []Secret
}

// Parameter is what every parameter of weir's has.
type Parameter struct {
	Name        string // "/weir/prod/adhoc/catalog/orders.properties"
	Description string
	Tier        string // "Standard" or "Advanced"; of a release empty
	Tags        []Tag
}

// Tag is a tag of a parameter.
type Tag struct{ Key, Value string }

// File is a file of /etc/trino, or a part of one, as a parameter.
type File struct {
	Parameter
	Source string   // "ssm/catalog/orders.yaml"
	Path   string   // under /etc/trino: "catalog/orders.properties"
	Roles  []string // who reads it: "coordinator", "worker"
	Value  string
}

// Secret is one that somebody else creates before the cluster starts.
type Secret struct {
	Variable  string   `json:"variable" yaml:"variable"`
	Parameter string   `json:"parameter,omitempty" yaml:"parameter"` // ARN
	Secret    string   `json:"secret,omitempty" yaml:"secret"`       // ARN
	Key       string   `json:"key,omitempty" yaml:"key"`
	File      string   `json:"file,omitempty" yaml:"file"` // that holds its text: "/etc/trino/secret/password.db"; empty: Trino reads the variable
	For       []string `json:"for" yaml:"for"`
	Owners    []string `json:"owners,omitempty" yaml:"owners"` // who creates it: "commerce"; none where no declaration says
}

// Problem is a place of the payload that cannot be pushed.
type Problem struct {
	File      string // "ssm/log.yaml"
	Line, Col int    // from 1
	Message   string
}

// Unusable says that a payload cannot be pushed, and all of why.
type Unusable struct{ Problems []Problem }

func (u *Unusable) Error() string {
	lines := make([]string, len(u.Problems))
	for i, p := range u.Problems {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Message)
	}
	return strings.Join(lines, "\n")
}

const (
	folder      = "ssm"
	releaseName = folder + "/release.yaml"
	secretsName = folder + "/secrets.yaml"
)

// ReadPayload reads the payload of a cluster: out/prod/adhoc as a file system.
func ReadPayload(dir fs.FS) (*Payload, error) {
	r := reader{dir: dir}
	head, err := r.release()
	if err != nil {
		return nil, err
	}
	bodies, err := r.bodies()
	if err != nil {
		return nil, err
	}
	p := &Payload{Account: head.Account.text, Region: head.Region.text, Release: Parameter{Name: head.Name.text, Description: head.Description.text, Tags: tagsOf(head.Tags)}}
	home, ok := release.Home(head.Name.text)
	if !ok || !strings.HasPrefix(home, "/") {
		r.complain(releaseName, head.Name, "%q is not the name of a release: /weir/<environment>/<cluster>/release", head.Name.text)
	}
	p.Home = home
	if err := decode(r.dir, secretsName, &p.Secrets); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	p.Files = r.files(p.Home, head, bodies)
	if len(r.problems) > 0 {
		return nil, &Unusable{r.problems}
	}
	return p, nil
}

// reader gathers the problems of a payload.
type reader struct {
	dir      fs.FS
	problems []Problem
}

func (r *reader) complain(file string, at text, format string, args ...any) {
	r.problems = append(r.problems, Problem{file, max(1, at.line), max(1, at.col), fmt.Sprintf(format, args...)})
}

func (r *reader) release() (releaseFile, error) {
	var head releaseFile
	return head, decode(r.dir, releaseName, &head)
}

// bodies are the parameters' files by their paths.
func (r *reader) bodies() (map[string]parameterFile, error) {
	bodies := map[string]parameterFile{}
	err := fs.WalkDir(r.dir, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".yaml" || name == releaseName || name == secretsName {
			return err
		}
		var body parameterFile
		if err := decode(r.dir, name, &body); err != nil {
			return err
		}
		bodies[name] = body
		return nil
	})
	if err != nil {
		return nil, err
	}
	return bodies, nil
}

// files are the parameters in the order in which the release names them.
func (r *reader) files(home string, head releaseFile, bodies map[string]parameterFile) []File {
	byName := map[string]string{}
	for _, source := range sorted(bodies) {
		body := bodies[source]
		r.check(source, home, head, body)
		if other, twice := byName[body.Name.text]; twice {
			r.complain(source, body.Name, "%s is the parameter of %s too", body.Name.text, other)
		}
		byName[body.Name.text] = source
	}
	var files []File
	named := map[string]bool{}
	for _, group := range head.groups() {
		for _, pin := range group.pins {
			source, ok := byName[pin.Parameter.text]
			if !ok {
				r.complain(releaseName, pin.Parameter, "the release names %s, and no file of the payload is that parameter", pin.Parameter.text)
				continue
			}
			if !safePath(pin.Path.text) {
				r.complain(releaseName, pin.Path, "%q is not a path under /etc/trino", pin.Path.text)
			}
			named[source] = true
			files = append(files, bodies[source].file(source, pin.Path.text, group.roles))
		}
	}
	for _, source := range sorted(bodies) {
		if !named[source] {
			r.complain(source, bodies[source].Name, "the release does not name %s", bodies[source].Name.text)
		}
	}
	return files
}

// safePath says whether the init container takes a path.
func safePath(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, " \t\n") && !strings.Contains(name, "..") && !strings.Contains("/"+name, "/.")
}

func (r *reader) check(source, home string, head releaseFile, body parameterFile) {
	name, value := body.Name.text, body.Value.text
	arn := aws.ParameterARN(head.Region.text, head.Account.text, name)
	switch {
	case !aws.NamesParameter(name):
		r.complain(source, body.Name, "%q is not the name of a parameter: letters, digits, . _ - between single slashes", name)
	case strings.Count(name, "/") > aws.ParameterLevels:
		r.complain(source, body.Name, "the name has %d levels, and a parameter no more than %d", strings.Count(name, "/"), aws.ParameterLevels)
	case len(arn) > aws.ParameterARNLetters:
		r.complain(source, body.Name, "the name has %d letters with the ARN before it, and a parameter no more than %d", len(arn), aws.ParameterARNLetters)
	case !strings.HasPrefix(name, home+"/"):
		r.complain(source, body.Name, "%s does not lie beneath %s", name, home)
	}
	if n := utf8.RuneCountInString(body.Description.text); n > aws.DescriptionLetters {
		r.complain(source, body.Description, "the description has %d letters, and one of a parameter no more than %d", n, aws.DescriptionLetters)
	}
	r.checkTags(source, body.Tags)
	if body.Type.text != "String" {
		r.complain(source, body.Type, "the type is %q, and weir writes String alone: files hold variables in place of secrets", body.Type.text)
	}
	switch {
	case value == "":
		r.complain(source, body.Value, "the value is empty, and no parameter is")
	case strings.Contains(value, "{{"):
		r.complain(source, body.Value, `the value holds "{{", which Parameter Store takes for a reference to a parameter`)
	case len(value) > aws.AdvancedBytes:
		r.complain(source, body.Value, "the value has %d bytes, and a parameter no more than %d", len(value), aws.AdvancedBytes)
	case body.Tier.text != aws.Tier(len(value)):
		r.complain(source, body.Tier, "the tier is %q, and a value of %d bytes is %s", body.Tier.text, len(value), aws.Tier(len(value)))
	}
}

func (r *reader) checkTags(source string, tags []tagFile) {
	if len(tags) > aws.Tags {
		r.complain(source, tags[aws.Tags].Key, "there are %d tags, and a parameter has no more than %d", len(tags), aws.Tags)
	}
	for _, t := range tags {
		if why := aws.TagKey(t.Key.text); why != "" {
			r.complain(source, t.Key, "the key of a tag %s", why)
		}
		if why := aws.TagValue(t.Value.text); why != "" {
			r.complain(source, t.Value, "the value of tag %s %s", t.Key.text, why)
		}
	}
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	return names
}
