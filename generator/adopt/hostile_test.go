package adopt

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"weir.local/generator/plan"
)

func options() Options {
	return Options{
		Environment: "prod", Cluster: "adhoc", Platform: "ecs", Owner: "data", Clusters: []string{"adhoc"}, Secrets: "/lake/{environment}",
		Region: "us-west-2", Sizes: plan.Derived, QueryMemory: plan.QueryMemory,
	}
}

// readers are the ways in, each with a name of a file that it takes.
var readers = map[string]func(Input) (Result, error){
	"properties": func(in Input) (Result, error) { return Catalog(in, options()) },
	"etc": func(in Input) (Result, error) {
		f := Folder{Name: "etc", Files: []Input{in, in, in}, Paths: []string{"config.properties", "jvm.config", "rules.json"}}
		if bytes.HasPrefix(in.Data, []byte("{")) {
			f.Files, f.Paths = []Input{in, in}, []string{"resource-groups.json", "session-property-config.json"}
		}
		r, _, err := Etc([]Folder{f}, options(), false)
		return r, err
	},
	"values": func(in Input) (Result, error) { r, _, err := HelmValues(in, options()); return r, err },
	"lifecycle": func(in Input) (Result, error) {
		r, _ := Lifecycle(in, options(), LakeOptions{Bucket: "main", Layers: []string{"bronze"}})
		return r, nil
	},
	"parameters": func(in Input) (Result, error) {
		all := []Parameter{{Name: "/x/catalog/a.properties", Value: string(in.Data)}, {Name: "/x/b/connector.name", Value: string(in.Data)}, {Name: "/x/b/" + string(in.Data), Secure: true}}
		r, _, err := Parameters(all, "/x", options(), false)
		return r, err
	},
	"task definition": func(in Input) (Result, error) {
		r, _, err := TaskDefinitions([]Input{in}, options())
		return r, err
	},
}

func TestHostileInputIsAFindingWithItsLine(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10), ","))
	}
	for _, tt := range []struct {
		name, reader, text, says string
		line                     int
	}{
		{"a line of 10 MB", "properties", "connector.name=mysql\na=" + strings.Repeat("x", 10<<20), "more than 4 MiB", 1},
		{"a line of 1 MB", "properties", "connector.name=mysql\na=" + strings.Repeat("x", 1<<20), "a line of more than 256 KiB", 2},
		{"not UTF-8", "properties", "connector.name=mysql\na=\xff\xfe", "not UTF-8", 2},
		{"NUL", "properties", "connector.name=mysql\na=b\x00c", "NUL", 2},
		{"a byte order mark", "properties", "\xef\xbb\xbfconnector.name=mysql\n", "byte order mark", 1},
		{"a name twice", "properties", "connector.name=mysql\na=1\nb=2\na=3\n", `"a" is written twice, first in line 2`, 4},
		{"half an escape", "properties", "connector.name=mysql\na=\\u12\n", `\u is not followed`, 2},
		{"no connector", "properties", "a=1\n", "there is no connector.name", 1},
		{"an empty connector", "properties", "a=1\nconnector.name=\n", "connector.name says nothing", 2},
		{"no name", "properties", "connector.name=mysql\n=x\n", "without the name", 2},
		{"a file of a node that is not UTF-8", "etc", "coordinator=true\na=\xff", "not UTF-8", 2},
		{"aliases that multiply", "values", bomb, "more than 200000 values", 0},
		{"an alias that holds itself", "values", "a: &a\n  b: *a\n", "an alias that holds itself", 0},
		{"YAML nested deep", "values", strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "more than 64 deep", 1},
		{"YAML nested deeper than its parser goes", "values", strings.Repeat("[", 50000), "not YAML", 1},
		{"a key twice in YAML", "values", "server:\n  workers: 1\n  workers: 2\n", "written twice", 0},
		{"two documents", "values", "a: 1\n---\nb: 2\n", "second document", 2},
		{"a gigantic number in YAML", "values", "server: {workers: " + strings.Repeat("9", 100) + "}", "more than 40 digits", 1},
		{"a list for values", "values", "- a\n", "no values", 1},
		{"a tab for YAML", "values", "a:\n\tb: 1\n", "not YAML", 2},
		{"JSON nested deep", "task definition", strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "more than 64 deep", 1},
		{"JSON nested very deep", "task definition", strings.Repeat("{\"a\":\n", 200000), "more than 64 deep", 0},
		{"a key twice in JSON", "task definition", "{\"a\": 1,\n \"a\": 2}", "written twice", 2},
		{"a gigantic number in JSON", "task definition", "{\n\"cpu\": 1" + strings.Repeat("0", 100) + "}", "more than 40 digits", 2},
		{"JSON that ends", "task definition", "{\n\"a\": ", "ends too early", 2},
		{"JSON with more behind it", "task definition", "{}\n{}", "something follows", 2},
		{"no lifecycle", "lifecycle", "[]", "there are no Rules", 1},
		{"a lifecycle nested deep", "lifecycle", `{"Rules": ` + strings.Repeat("[", 5000), "more than 64 deep", 1},
		{"a parameter with NUL", "parameters", "a\x00", "NUL", 1},
		{"no task definition", "task definition", "{}", "no container runs Trino", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			r, err := readers[tt.reader](Input{Name: "etc/catalog/orders.properties", Data: []byte(tt.text)})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			r = r.Sound()
			if len(r.Declarations) > 0 || len(r.Findings) == 0 {
				t.Fatalf("%d declarations, findings %v", len(r.Declarations), r.Findings)
			}
			d := r.Findings[0]
			if !strings.Contains(d.Message, tt.says) || d.Remedy == "" || tt.line > 0 && d.Pos.Line != tt.line || d.Pos.Line < 1 {
				t.Errorf("%s: %s (%s), want %q in line %d", d.Pos, d.Message, d.Remedy, tt.says, tt.line)
			}
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 256 {
				t.Errorf("took %d MiB", allocated)
			}
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// secrets that no output may repeat.
const hunter = "hunter2"

func TestNoResultRepeatsASecret(t *testing.T) {
	for name, in := range map[string]Input{
		"properties": {Name: "x/shop.properties", Data: []byte("connector.name=mysql\nconnection-url=jdbc:mysql://u:" + hunter + "@db:3306\nconnection-user=a\nconnection-password=" + hunter + "\n")},
		"etc":        {Name: "etc/config.properties", Data: []byte("coordinator=true\ninternal-communication.shared-secret=" + hunter + "\n-Dmy.password=" + hunter + "\n")},
		"values":     {Name: "values.yaml", Data: []byte("additionalConfigProperties:\n  - internal-communication.shared-secret=" + hunter + "\ncoordinator:\n  additionalJVMConfig: [\"-Dmy.password=" + hunter + "\"]\nauth:\n  passwordAuth: " + hunter + "\ncatalogs:\n  a: |\n    connector.name=mysql\n    connection-password=" + hunter + "\n")},
		"task definition": {Name: "t.json", Data: []byte(`{"family": "adhoc-worker", "cpu": "1024", "containerDefinitions": [{"name": "trino", "image": "trinodb/trino:476",
			"environment": [{"name": "PASSWORD", "value": "` + hunter + `"}], "secrets": [{"name": "X", "valueFrom": "` + hunter + `"}]}]}`)},
	} {
		r, err := readers[name](in)
		if err != nil {
			t.Fatal(err)
		}
		r = r.Sound()
		if name != "etc" && len(r.Declarations) == 0 {
			t.Errorf("%s: nothing was declared: %v", name, r.Findings)
		}
		for _, d := range r.Declarations {
			source, err := d.Source()
			if err != nil || strings.Contains(string(source), hunter) {
				t.Errorf("%s: %v\n%s", name, err, source)
			}
		}
		r.Declarations = nil
		if said := fmt.Sprintf("%+v", r); strings.Contains(said, hunter) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// FuzzReaders holds every way in to: no panic, and either a finding or declarations that CUE parses.
func FuzzReaders(f *testing.F) {
	for _, seed := range []string{
		"connector.name=mysql\nconnection-url=jdbc:mysql://h:1?sslMode=REQUIRED\n", "coordinator=true\nquery.max-memory=1GB\n", "-Xmx1G\n",
		"server: {workers: 1}\nadditionalCatalogs: {a: \"connector.name=tpch\"}\n", "a: &a [*a]\n",
		`{"rootGroups": [{"name": "a", "maxQueued": 1, "subGroups": [{"name": "${USER}"}]}], "selectors": [{"group": "a.${USER}", "clientTags": ["x"]}]}`,
		`{"Rules": [{"ID": "x", "Status": "Enabled", "Filter": {"Prefix": "a/"}, "Expiration": {"Days": 7}, "Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]}]}`,
		`{"family": "a-worker", "containerDefinitions": [{"name": "trino", "image": "x:1", "secrets": [{"name": "A", "valueFrom": "arn:aws:ssm:r:1:parameter/x"}]}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for name, read := range readers {
			r, err := read(Input{Name: "x/orders.properties", Data: data})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, d := range r.Sound().Declarations {
				if _, err := d.Source(); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		}
	})
}
