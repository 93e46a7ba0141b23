package load

import (
	"fmt"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"
)

// TestTheLeanSchemaHasAllThatADefinitionReaches builds every definition with no more than what naming it keeps.
func TestTheLeanSchemaHasAllThatADefinitionReaches(t *testing.T) {
	const root = "../.."
	tree, err := find(root)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readModule(tree.root)
	if err != nil {
		t.Fatal(err)
	}
	whole := load.Instances([]string{schemaPath}, m.config())[0]
	for i, name := range definitionsOf(whole.Files) {
		if i%5 != 0 && !strings.Contains(name, "Catalog") && !strings.Contains(name, "Cluster") {
			continue // a part of many that look alike
		}
		text := fmt.Sprintf("package x\n\nimport \"weir.local/schema\"\n\nx: schema.%s\n", name)
		lean := newImports(m)
		lean.parse = leanSchema{folder: m.abs("schema"), files: thin([][]byte{[]byte(text)}, nil)}.parse
		f, err := parser.ParseFile("x.cue", text)
		if err != nil {
			t.Fatal(err)
		}
		v := newContext().BuildInstance(lean.instance("x", "x", []*ast.File{f}))
		if err := v.Validate(cue.Definitions(true)); err != nil && strings.Contains(err.Error(), "not found") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func definitionsOf(files []*ast.File) []string {
	var names []string
	for _, f := range files {
		for _, h := range fieldsOf(f.Decls) {
			if name := labelOf(h.field); strings.HasPrefix(name, "#") {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestTheLeanSchemaIsSmall(t *testing.T) {
	whole, lean := thin([][]byte{[]byte(everyName())}, nil), thin([][]byte{[]byte("schema.#TPCH")}, nil)
	if a, b := size(whole), size(lean); b*4 > a {
		t.Errorf("lean has %d bytes of %d", b, a)
	}
}

func TestWhatADefinitionEmbedsStandsInIt(t *testing.T) {
	defined := map[string][]piece{
		"#Base":  {{"#Base", []byte(": {\n\tname: string\n}\n")}},
		"#More":  {{"#More", []byte(": {\n\t#Base\n\n\tport?: int\n} @go(-)\n")}},
		"#Open":  {{"#Open", []byte(": {\n\tname: string\n\t...\n}\n")}},
		"#Short": {{"#Short", []byte(": string\n")}},
	}
	for text, want := range map[string]string{
		": {\n\t#Base\n\thost: string\n}\n":            ": {\n\tname: string\n\thost: string\n}\n",
		": {\n\t#More\n}\n":                            ": {\n\tname: string\n\n\tport?: int\n}\n",
		": {\n\t#Open\n}\n":                            ": {\n\t#Open\n}\n",
		": {\n\t#Short\n}\n":                           ": {\n\t#Short\n}\n",
		": {\n\t#Other\n}\n":                           ": {\n\t#Other\n}\n",
		": {\n\ta: #Base\n\tb: {\n\t\t#Base\n\t}\n}\n": ": {\n\ta: #Base\n\tb: {\n\t\t#Base\n\t}\n}\n",
	} {
		if got := string(flat([]byte(text), defined)); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func everyName() string {
	tree, _ := find("../..")
	m, _ := readModule(tree.root)
	return strings.Join(definitionsOf(load.Instances([]string{schemaPath}, m.config())[0].Files), " ")
}

func size(files map[string][]byte) int {
	n := 0
	for _, text := range files {
		n += len(strings.Join(strings.Fields(string(text)), ""))
	}
	return n
}
