package ssm

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSecretsAreListedWithWhatTheyAreFor(t *testing.T) {
	dir := small().fs()
	dir["ssm/secrets.yaml"] = &fstest.MapFile{Data: []byte("- variable: TRINO_PASSWORD_DB\n  secret: arn:x\n  key: passwords\n  file: /etc/trino/secret/password.db\n  for:\n    - \"cluster adhoc: passwords\"\n  owners:\n    - sre\n")}
	p, err := ReadPayload(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := Secret{Variable: "TRINO_PASSWORD_DB", Secret: "arn:x", Key: "passwords", File: "/etc/trino/secret/password.db", For: []string{"cluster adhoc: passwords"}, Owners: []string{"sre"}}
	if len(p.Secrets) != 1 || !reflect.DeepEqual(p.Secrets[0], want) {
		t.Errorf("%+v", p.Secrets)
	}
}

func TestAPayloadThatCannotBePushedNamesEveryPlace(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"a secret in a SecureString", "ssm/log.properties.yaml", "Type: String", "Type: SecureString", `ssm/log.properties.yaml:3:7: the type is "SecureString"`},
		{"a reference", "ssm/log.properties.yaml", "io.trino=INFO", "io.trino={{x}}", `ssm/log.properties.yaml:8:8: the value holds "{{"`},
		{"over 4 KB as Standard", "ssm/log.properties.yaml", "io.trino=INFO", strings.Repeat("x", 4097), `ssm/log.properties.yaml:4:7: the tier is "Standard", and a value of 4097 bytes is Advanced`},
		{"over 8 KB", "ssm/log.properties.yaml", "io.trino=INFO", strings.Repeat("é", 4097), `ssm/log.properties.yaml:8:8: the value has 8194 bytes, and a parameter no more than 8192`},
		{"empty", "ssm/log.properties.yaml", "  io.trino=INFO\n", "", `ssm/log.properties.yaml:8:8: the value is empty`},
		{"outside", "ssm/log.properties.yaml", "/weir/prod/adhoc/", "/weir/prod/etl/", `ssm/log.properties.yaml:1:7: /weir/prod/etl/log.properties does not lie beneath /weir/prod/adhoc`},
		{"no name", "ssm/log.properties.yaml", "/weir/prod/adhoc/log.properties", "/weir/prod/adhoc/a b", `"/weir/prod/adhoc/a b" is not the name of a parameter`},
		{"levels", "ssm/log.properties.yaml", "/weir/prod/adhoc/log", "/weir/prod/adhoc" + strings.Repeat("/x", 12) + "/log", `ssm/log.properties.yaml:1:7: the name has 16 levels, and a parameter no more than 15`},
		{"a long name", "ssm/log.properties.yaml", "/weir/prod/adhoc/log", "/weir/prod/adhoc/" + strings.Repeat("x", 1000) + "log", `ssm/log.properties.yaml:1:7: the name has 1075 letters with the ARN before it, and a parameter no more than 1011`},
		{"a long description", "ssm/log.properties.yaml", "Description: d", "Description: " + strings.Repeat("é", 1025), `ssm/log.properties.yaml:2:14: the description has 1025 letters, and one of a parameter no more than 1024`},
		{"a tag of AWS's own", "ssm/log.properties.yaml", "Key: team", "Key: AWS:team", `ssm/log.properties.yaml:6:10: the key of a tag begins with "aws:", which is AWS's own`},
		{"a tag's letters", "ssm/log.properties.yaml", "Value: lake", "Value: lake & trino", `ssm/log.properties.yaml:7:12: the value of tag team holds &, and tags take letters`},
		{"many tags", "ssm/log.properties.yaml", "  - Key: team\n    Value: lake\n", strings.Repeat("  - Key: team\n    Value: lake\n", 51), `ssm/log.properties.yaml:106:10: there are 51 tags, and a parameter has no more than 50`},
		{"a path that leaves", "ssm/release.yaml", "path: log.properties", "path: ../log.properties", `"../log.properties" is not a path under /etc/trino`},
		{"named by nobody", "ssm/release.yaml", "    - path: log.properties\n      parameter: /weir/prod/adhoc/log.properties\n", "", `ssm/log.properties.yaml:1:7: the release does not name /weir/prod/adhoc/log.properties`},
		{"named and not there", "ssm/release.yaml", "adhoc/log.properties", "adhoc/logg.properties", `the release names /weir/prod/adhoc/logg.properties, and no file of the payload is that parameter`},
		{"a field too many", "ssm/log.properties.yaml", "Type:", "Policies: x\nType:", `ssm/log.properties.yaml:3:1: field Policies not found`},
		{"no YAML", "ssm/log.properties.yaml", "Type: String", "Type: [", `ssm/log.properties.yaml:`},
		{"no release", "ssm/release.yaml", "/weir/prod/adhoc/release", "/weir/prod/adhoc", `ssm/release.yaml:1:7: "/weir/prod/adhoc" is not the name of a release`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := small().fs()
			text := string(dir[tt.file].Data)
			if !strings.Contains(text, tt.old) {
				t.Fatalf("no %q in %s", tt.old, text)
			}
			dir[tt.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, tt.old, tt.new, 1))}
			_, err := ReadPayload(dir)
			var u *Unusable
			if !errors.As(err, &u) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
