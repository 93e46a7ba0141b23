package load_test

import (
	"strings"
	"testing"

	"weir.local/generator/load"
)

// TestFindingsInPlainWords is the text of one mistake each: message, and remedy.
func TestFindingsInPlainWords(t *testing.T) {
	tests := []struct{ change, at, message, remedy string }{
		{`port: 99999`, "11:8", "port 99999 must be less than 65536", "Its port: 3306."},
		{`port: "3306"`, "11:8", `port "3306" is text, not a whole number`, "write 3306 without quotes"},
		{`port: true`, "11:8", `port true is true or false, not a whole number`, ""},
		{`host: "a b"`, "8:8", `host "a b" must match ^[A-Za-z0-9.{}_-]+$`, `Host of the database: "orders.ro.example.internal".`},
		{`host: 5`, "8:8", `host 5 is a whole number, not text`, `write "5" in quotes`},
		{`-host`, "5:11", `host is missing`, `Host of the database: "orders.ro.example.internal".`},
		{`sslMode: "REQUIRE"`, "11:11", `sslMode "REQUIRE" is not one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY`, `did you mean "REQUIRED"?`},
		{`sslMode: 1`, "11:11", `sslMode 1 is not one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY`, "write one of them"},
		{`hots: 1`, "11:2", `unknown field hots`, `did you mean "host"?`},
		{`clusters: "adhoc"`, "7:12", `clusters "adhoc" is text, not a list`, `write ["adhoc"]`},
		{`clusters: [1]`, "7:13", `clusters[0] 1 is a whole number, not text`, `write "1" in quotes`},
		{`properties: {"metdata.cache-ttl": "1m"}`, "11:15", `unknown property "metdata.cache-ttl"`, `did you mean "metadata.cache-ttl"`},
		{`environments: dev: {hots: 1}`, "11:22", `unknown field hots`, `did you mean "host"?`},
		{`user: {parametr: "/x"}`, "9:9", `unknown field parametr`, `did you mean "parameter"?`},
		{`description: some`, "11:15", `some is not defined`, `write "some" in quotes if it is text`},
		{`description: string`, "11:15", `description is not a value yet: string`, "write one value"},
		{`host: "a" & "b"`, "8:8", `host is given twice: "b" and "a"`, "keep one of them"},
		{`password: "hunter2"`, "9:12", `a secret is a reference, never a literal`, `write {parameter: "/…"}`},
	}
	start := light(t, "catalogs")
	for _, tt := range tests {
		root := start.with(files{"catalogs/m.cue": mysql("m", tt.change)}).write(t)
		_, findings := read(t, root, load.Options{})
		if len(findings) != 1 {
			t.Errorf("%s: %d findings\n%s", tt.change, len(findings), verdict(findings))
			continue
		}
		d := findings[0]
		line, _, _ := strings.Cut(tt.at, ":")
		if at := strings.TrimPrefix(d.Pos.String(), "catalogs/m.cue:"); at != tt.at && !(strings.HasPrefix(tt.change, "password") && at != line) {
			t.Errorf("%s: at %s, want %s", tt.change, at, tt.at)
		}
		if d.ID != "CUE" || d.Message != tt.message || !strings.HasPrefix(d.Remedy, tt.remedy) {
			t.Errorf("%s:\n got %s: %s\n     %s\nwant %s\n     %s", tt.change, d.ID, d.Message, d.Remedy, tt.message, tt.remedy)
		}
		if d.Raw == "" || strings.Contains(d.Raw, root) {
			t.Errorf("%s: CUE's own words are %q", tt.change, d.Raw)
		}
	}
}

func TestFindingsAboutFiles(t *testing.T) {
	tests := []struct {
		body string
		want []string
	}{
		{"package catalogs\n", []string{"1:9: REF018: the file declares nothing"}},
		{strings.Replace(mysql("m"), "catalogs: m", "catalog: m", 1), []string{"5:1: REF018: catalog is read by nobody"}},
		{strings.Replace(mysql("m", "hots: 1"), "package catalogs", "package catalog", 1), []string{"1:9: REF017: package catalog lies in folder catalogs", "11:2: CUE: unknown field hots"}},
		{catalog("m", `{connector: "mysql", hots: 1}`), []string{"5:11: REF016: catalog m names no definition"}},
		{strings.Replace(mysql("m", "hots: 1"), "#MySQL", "#MySQLL", 1), []string{"5:21: CUE: #MySQLL does not exist", "11:2: CUE: unknown field hots"}},
		{strings.Replace(mysql("m", "hots: 1"), "weir.local/schema", "weir.local/shema", 1), []string{"3:8: CUE: import \"weir.local/shema\" is not found", "11:2: CUE: unknown field hots"}},
		{strings.Replace(mysql("m", "hots: 1"), `import "weir.local/schema"`, "", 1), []string{"5:14: CUE: schema is not imported", "11:2: CUE: unknown field hots"}},
		{mysql("m", "port: 0") + "a b\nc d\n", []string{"13:3: SYN", "14:3: SYN"}},
	}
	start := light(t, "catalogs")
	for _, tt := range tests {
		root := start.with(files{"catalogs/m.cue": tt.body}).write(t)
		_, findings := read(t, root, load.Options{})
		got := strings.ReplaceAll(verdict(findings), "catalogs/m.cue:", "")
		for i, line := range strings.Split(got, "\n") {
			if i >= len(tt.want) || !strings.HasPrefix(line, tt.want[i]) {
				t.Errorf("%s\ngot\n%s\nwant\n%s", tt.body, got, strings.Join(tt.want, "\n"))
				break
			}
		}
	}
}

// TestSecretsAreNotRepeated looks for the literal in all that a finding says, Raw included.
func TestSecretsAreNotRepeated(t *testing.T) {
	const secret = "hunter2-and-more"
	start := light(t, "catalogs")
	for _, change := range []string{
		`password: "hunter2-and-more"`, `user: "hunter2-and-more"`, `password: {parameter: "hunter2-and-more"}`, `password: {value: "hunter2-and-more"}`,
		`password: ["hunter2-and-more"]`, `password: {parameter: {deep: "hunter2-and-more"}}`, `environments: dev: password: "hunter2-and-more"`,
		`properties: "connection-password": "hunter2-and-more"`, `environments: dev: properties: "connection-password": "hunter2-and-more"`,
		`password: "hunter2-and-more" & "other"`, `password: "hunter2-and-more" + 5`, `password "hunter2-and-more"`, `password: "hunter2-and-more" "more"`,
		"password: \"\"\"\n\t\thunter2-and-more\n\t\t\"\"\"", `password: #"hunter2-and-more"#`, `password: 'hunter2-and-more'`, `password: "hunter2-and-more\(owner)"`,
		`clusters: {password: "hunter2-and-more"}`,
	} {
		for _, definition := range []string{"#MySQL", "#MySQLL"} {
			root := start.with(files{"catalogs/m.cue": strings.Replace(mysql("m", change), "#MySQL", definition, 1)}).write(t)
			_, findings := read(t, root, load.Options{})
			if !findings.Errors() {
				t.Errorf("%s is not refused", change)
			}
			for _, d := range findings {
				if strings.Contains(d.Message+d.Remedy+d.Raw+d.Place.String(), secret) {
					t.Errorf("%s is repeated: %+v", change, d)
				}
				if !d.Secret && lineOf(t, root, d.Pos.Line, secret) {
					t.Errorf("%s: the line of %s may be printed", change, d.Pos)
				}
			}
		}
	}
}
