package pipeline

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"weir.local/generator/verify/servertest"
)

// smoke runs the script as the task does, and returns what it says.
func smoke(t *testing.T, server string, more ...string) (string, error) {
	t.Helper()
	for _, needed := range []string{"bash", "curl", "grep", "sed"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("no %s here", needed)
		}
	}
	cmd := exec.Command("bash", "-c", smokeScript)
	cmd.Env = append([]string{"PATH=/usr/bin:/bin", "SERVER=" + server, "SMOKE_USER=weir", "SMOKE_QUERY=SELECT * FROM system.metadata.catalogs", "SMOKE_SECONDS=30"}, more...)
	said, err := cmd.CombinedOutput()
	return string(said), err
}

func TestSmoke(t *testing.T) {
	catalogs := map[string]string{"tpch": "tpch"}
	for _, test := range []struct {
		name  string
		trino *servertest.Trino
		login string
		want  string
		fails bool
	}{
		{"the answer is printed", &servertest.Trino{Catalogs: catalogs}, "no", "tpch", false},
		{"a busy server is asked again", &servertest.Trino{Catalogs: catalogs, Busy: 3}, "no", "finished", false},
		{"a query that fails says why", &servertest.Trino{Refuse: map[string]servertest.Refusal{"SELECT": {Name: "NO", Type: "USER_ERROR", Message: "no such thing"}}}, "no", "the query failed: no such thing", true},
		{"a server that never starts", &servertest.Trino{Starting: true}, "no", "has not started", true},
		{"who does not log in is turned away", &servertest.Trino{User: "a", Password: "b"}, "yes", "turns away who does not log in (401)", false},
		{"somebody who is let in without logging in", &servertest.Trino{Catalogs: catalogs}, "yes", "nobody logged in, and the coordinator answers 200", true},
		{"a login that nobody declared", &servertest.Trino{User: "a", Password: "b"}, "no", "the coordinator answers 401", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := test.trino.Start()
			defer server.Close()
			said, err := smoke(t, server.URL, "LOGIN="+test.login, "SMOKE_SECONDS="+map[bool]string{true: "1", false: "30"}[test.trino.Starting])
			if (err != nil) != test.fails || !strings.Contains(said, test.want) {
				t.Errorf("got %v\n%s", err, said)
			}
		})
	}
}

func TestSmokeOfNobody(t *testing.T) {
	server := (&servertest.Trino{}).Start()
	server.Close()
	if said, err := smoke(t, server.URL, "SMOKE_SECONDS=1"); err == nil || !strings.Contains(said, "has not started") {
		t.Errorf("got %v\n%s", err, said)
	}
}

// TestTheScriptLeavesRoomForTheQuery holds REF024's number: ECS takes 8,192 characters of overrides (Amazon ECS API, TaskOverride).
func TestTheScriptLeavesRoomForTheQuery(t *testing.T) {
	script, err := json.Marshal(smokeScript)
	if err != nil {
		t.Fatal(err)
	}
	rest := fmt.Sprintf(`{"cpu":"1024","memory":"2048","containerOverrides":[{"name":"trino","command":["/bin/bash","-c",],"environment":[
		{"name":"SERVER","value":"http://255.255.255.255:8080"},{"name":"SMOKE_USER","value":%q},{"name":"SMOKE_QUERY","value":},{"name":"LOGIN","value":"yes"}]}]}`, strings.Repeat("u", 60))
	if n := len(script) + len(rest) + 4000; n > 8192 {
		t.Errorf("%d characters of overrides with a query of 4,000", n)
	}
}
