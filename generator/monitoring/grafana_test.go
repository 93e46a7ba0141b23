package monitoring

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cuejson "cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/jsonschema"
)

// grafana are Grafana's own schemas. That of a dashboard does not look into panels: those of each kind do.
type grafana struct {
	t   *testing.T
	ctx *cue.Context
}

// form is a definition of a schema's file: form("stat", "Options"); the whole file's without a definition.
func (g grafana) form(file, definition string) cue.Value {
	g.t.Helper()
	text, err := os.ReadFile("testdata/grafana/" + file + ".jsonschema.json")
	if err != nil {
		g.t.Fatal(err)
	}
	expr, err := cuejson.Extract(file, text)
	if err != nil {
		g.t.Fatal(err)
	}
	root := g.ctx.BuildExpr(expr)
	config := &jsonschema.Config{}
	if definition != "" {
		root = g.ctx.CompileString("{}").FillPath(cue.ParsePath("definitions"), root.LookupPath(cue.ParsePath("definitions"))).
			FillPath(cue.MakePath(cue.Str("$ref")), "#/definitions/"+definition)
	}
	form, err := jsonschema.Extract(root, config)
	if err != nil {
		g.t.Fatalf("%s: %v", file, err)
	}
	return g.ctx.BuildFile(form)
}

// refused says why a form does not take a value; nil when it does.
func (g grafana) refused(form cue.Value, value any) error {
	g.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		g.t.Fatal(err)
	}
	expr, err := cuejson.Extract("dashboard", text)
	if err != nil {
		g.t.Fatal(err)
	}
	return form.Unify(g.ctx.BuildExpr(expr)).Validate(cue.Concrete(true))
}

// look lists what Grafana's schemas refuse of a dashboard.
func (g grafana) look(forms map[string]cue.Value, text string) []string {
	g.t.Helper()
	var board map[string]any
	if err := json.Unmarshal([]byte(text), &board); err != nil {
		g.t.Fatal(err)
	}
	var found []string
	say := func(where string, err error) {
		if err != nil {
			found = append(found, where+": "+err.Error())
		}
	}
	say("dashboard", g.refused(forms["dashboard"], board))
	for _, p := range board["panels"].([]any) {
		panel := p.(map[string]any)
		kind, title := panel["type"].(string), panel["title"].(string)
		if kind == "row" {
			continue
		}
		say(title, g.refused(forms[kind], panel["options"]))
		custom, ok := panel["fieldConfig"].(map[string]any)["defaults"].(map[string]any)["custom"]
		if ok {
			say(title, g.refused(forms["custom"], custom))
		}
		for _, target := range panel["targets"].([]any) {
			say(title, g.refused(forms["target"], target))
		}
	}
	return found
}

func newGrafana(t *testing.T) (grafana, map[string]cue.Value) {
	g := grafana{t, cuecontext.New()}
	return g, map[string]cue.Value{
		"dashboard":  g.form("dashboard", ""),
		"timeseries": g.form("timeseries", "Options"),
		"custom":     g.form("timeseries", "GraphFieldConfig"),
		"stat":       g.form("stat", "Options"),
		"target":     g.form("prometheus", "Dataquery"),
	}
}

func TestGrafanasSchemasTakeTheDashboards(t *testing.T) {
	g, forms := newGrafana(t)
	for _, d := range Dashboards(cluster()) {
		for _, problem := range g.look(forms, d.JSON) {
			t.Errorf("%s: %s", d.Name, problem)
		}
	}
}

func TestGrafanasSchemasRefuseMistakes(t *testing.T) {
	g, forms := newGrafana(t)
	good := Dashboards(cluster())[0].JSON
	for _, tt := range []struct{ what, from, to string }{
		{"a misspelt key of a dashboard", `"graphTooltip"`, `"graphTooltips"`},
		{"a text where a number belongs", `"schemaVersion": 39`, `"schemaVersion": "39"`},
		{"a style of drawing that is none", `"drawStyle": "line"`, `"drawStyle": "lines"`},
		{"a place of legends that is none", `"placement": "bottom"`, `"placement": "below"`},
		{"a misspelt key of a query", `"legendFormat"`, `"legendformat"`},
		{"a colour of numbers that is none", `"colorMode": "value"`, `"colorMode": "values"`},
	} {
		bad := strings.Replace(good, tt.from, tt.to, 1)
		if bad == good {
			t.Fatalf("%s: %s is not there", tt.what, tt.from)
		}
		if len(g.look(forms, bad)) == 0 {
			t.Errorf("%s is taken", tt.what)
		}
	}
}
