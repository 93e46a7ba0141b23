package cli

import (
	"os"
	"slices"
	"strings"

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
