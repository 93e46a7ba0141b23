package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weir.local/generator/deliver/ssm/ssmtest"
)

// withoutAWS makes the SDK, which reads the environment of the process, see
// nobody's credentials and nothing of this machine's.
func withoutAWS() {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_SSM": "",
	} {
		os.Setenv(name, value)
	}
}

// theStore is the key of a script's Parameter Store.
type theStore struct{}

// withStore gives a script room for one.
func withStore(e *testscript.Env) { e.Values[theStore{}] = new(*ssmtest.Server) }

func parameterStoreCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: parameterstore")
	}
	server := ssmtest.New()
	ts.Defer(server.Close)
	*ts.Value(theStore{}).(**ssmtest.Server) = server
	ts.Setenv("SSM", server.URL)
	ts.Setenv("USER", "alice")
}

func somebodyCommand(ts *testscript.TestScript, neg bool, args []string) {
	server := *ts.Value(theStore{}).(**ssmtest.Server)
	switch {
	case server != nil && !neg && len(args) == 3 && args[0] == "set":
		server.Set(args[1], strings.ReplaceAll(args[2], `\n`, "\n"), "arn:aws:iam::"+ssmtest.Account+":user/bob")
	case server != nil && !neg && len(args) == 2 && args[0] == "remove" && slices.Contains(server.Names(), args[1]):
		server.Remove(args[1])
	default:
		ts.Fatalf("usage, after parameterstore: somebody set NAME VALUE | somebody remove NAME")
	}
}

// TestDeliveryIsAsTheSchemasSay pushes a cluster that has every kind of secret, and lets somebody else write there.
func TestDeliveryIsAsTheSchemasSay(t *testing.T) {
	there := ssmtest.New()
	defer there.Close()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "out", "prod", "adhoc"))); err != nil {
		t.Fatal(err)
	}
	secrets := filepath.Join(dir, "ssm", "secrets.yaml")
	text, err := os.ReadFile(secrets)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "- variable: TRINO_PASSWORD_DB\n  secret: arn:x\n  key: passwords\n  file: /etc/trino/secret/password.db\n  for:\n    - \"cluster adhoc\"\n"...)
	if err := os.WriteFile(secrets, text, 0o666); err != nil {
		t.Fatal(err)
	}
	said := func(want int, args ...string) []byte {
		var out, talk bytes.Buffer
		s := Streams{Out: &out, Err: &talk, Env: func(string) string { return "" }, Dir: dir}
		args = append([]string{"ssm"}, append(args, ".", "--endpoint-url", there.URL)...)
		if code := Run(t.Context(), args, s); code != want {
			t.Fatalf("weir %v: exit code %d\n%s%s", args, code, talk.String(), out.String())
		}
		return out.Bytes()
	}
	home := "/weir/prod/adhoc/"
	matches(t, "ssm-plan.schema.json", said(fine, "plan", "--format", "json"))
	said(fine, "push", "--yes", "--rate", "1000")
	matches(t, "ssm-drift.schema.json", said(fine, "drift", "--format", "json"))
	there.Set(home+"log.properties", "io.trino=TRACE", "arn:aws:iam::"+ssmtest.Account+":user/bob")
	there.Set(home+"catalog/extra.properties", "connector.name=tpch", "arn:aws:iam::"+ssmtest.Account+":user/bob")
	there.Remove(home + "node.properties")
	plan, drift := said(fine, "plan", "--format", "json"), said(found, "drift", "--format", "json")
	matches(t, "ssm-plan.schema.json", plan)
	matches(t, "ssm-drift.schema.json", drift)
	for _, part := range []string{"create", "change", "unchanged", "stale", "/etc/trino/secret/password.db"} {
		if !bytes.Contains(plan, []byte(`"`+part+`"`)) {
			t.Errorf("the plan shows no %s", part)
		}
	}
	for _, part := range []string{"added", "changed", "deleted"} {
		if !bytes.Contains(drift, []byte(`"`+part+`"`)) {
			t.Errorf("the drift shows no %s", part)
		}
	}
}
