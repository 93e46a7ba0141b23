package ssm

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAPayloadThatCannotBePushedNamesEveryPlace(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"a secret in a SecureString", "ssm/log.properties.yaml", "Type: String", "Type: SecureString", `ssm/log.properties.yaml:3:7: the type is "SecureString"`},
		{"a reference", "ssm/log.properties.yaml", "io.trino=INFO", "io.trino={{x}}", `ssm/log.properties.yaml:8:8: the value holds "{{"`},
		{"over 4 KB as Standard", "ssm/log.properties.yaml", "io.trino=INFO", strings.Repeat("x", 4097), `ssm/log.properties.yaml:4:7: the tier is "Standard", and a value of 4097 bytes is Advanced`},
		{"over 8 KB", "ssm/log.properties.yaml", "io.trino=INFO", strings.Repeat("é", 4097), `ssm/log.properties.yaml:8:8: the value has 8194 bytes, and a parameter no more than 8192`},
		{"empty", "ssm/log.properties.yaml", "  io.trino=INFO\n", "", `ssm/log.properties.yaml:8:8: the value is empty`},
		{"outside", "ssm/log.properties.yaml", "/weir/prod/adhoc/", "/weir/prod/etl/", `ssm/log.properties.yaml:1:7: /weir/prod/etl/log.properties does not lie beneath /weir/prod/adhoc`},
		{"no name", "ssm/log.properties.yaml", "/weir/prod/adhoc/log.properties", "/weir/prod/adhoc/a b", `"/weir/prod/adhoc/a b" is not the name of a parameter`},
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
