package cli

import (
	"bytes"
	"context"
	"encoding/pem"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/verify/servertest"
)

// A server with a certificate of its own authority and a password: who brings both is let in, and nobody sees the password.
func TestPasswordsGoOverTLS(t *testing.T) {
	server := httptest.NewTLSServer(&servertest.Trino{Version: "476", User: "ci", Password: "hunter2"})
	defer server.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(ca, block, 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	ask := []string{"trino", "catalogs", "plan", "--env", "prod", "--cluster", "etl", "--server", server.URL}
	for _, tt := range []struct {
		name, typed string
		args        []string
		code        int
		says        string
	}{
		{"from the environment", "", []string{"--ca", ca, "--user", "ci", "--password-env", "PASSWORD"}, fine, "to create on " + server.URL},
		{"typed", "hunter2\n", []string{"--ca", ca, "--user", "ci", "--ask-password"}, fine, "Password of ci: "},
		{"wrong", "hunter3\n", []string{"--ca", ca, "--user", "ci", "--ask-password"}, wrong, "does not accept user ci"},
		{"none", "", []string{"--ca", ca}, wrong, "write --user NAME with --password-env NAME or --ask-password"},
		{"another authority", "", []string{"--user", "ci", "--password-env", "PASSWORD"}, wrong, "certificate signed by unknown authority"},
	} {
		var out, talk bytes.Buffer
		s := Streams{
			In: strings.NewReader(tt.typed), Out: &out, Err: &talk, Dir: root, Terminal: Terminal{In: true},
			Env: func(name string) string { return map[string]string{"PASSWORD": "hunter2"}[name] },
		}
		code := Run(context.Background(), append(ask[:len(ask):len(ask)], tt.args...), s)
		if said := out.String() + talk.String(); code != tt.code || !strings.Contains(said, tt.says) || strings.Contains(said, "hunter") {
			t.Errorf("%s: exit code %d\n%s", tt.name, code, said)
		}
	}
}
