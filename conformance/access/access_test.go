package access

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/real"
	"weir.local/conformance/spine"
	"weir.local/generator/verify/server"
)

func TestAccess(t *testing.T) {
	c := boot(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"users prove who they are, over TLS", c.usersProve},
		{"a delivery ends with nobody let in", c.deliveryEnds},
		{"the worker is counted in", c.workerIsActive},
		{"each may do what the roles say", c.rolesHold},
		{"listeners are told", c.listenersAreTold},
		{"the drain user alone may ask a worker to go", c.workerIsDrained},
	} {
		if !t.Run(test.name, test.run) {
			return
		}
	}
}

// ask runs a statement as a user who gives the right password.
func (c cluster) ask(user, sql string) (real.Answer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	client := server.Client{URL: c.front.URL, User: user, Password: secretOf(user), HTTP: c.front.Client()}
	return client.Query(ctx, sql)
}

// deliveryEnds asks as deliveries do, without a password: being turned away is what is wanted.
func (c cluster) deliveryEnds(t *testing.T) {
	if said, err := spine.Smoke(c.coordinator.URL, "SELECT 1", true); err != nil || !strings.Contains(said, "turns away who does not log in (403)") {
		t.Errorf("got %v\n%s", err, said)
	}
	if said, err := spine.Smoke(c.coordinator.URL, "SELECT 1", false); err == nil {
		t.Errorf("a login that nobody declared is no failure:\n%s", said)
	}
}

// usersProve tries to get in.
func (c cluster) usersProve(t *testing.T) {
	for _, try := range []struct {
		name, url, secret string
		want              int
		says              string
	}{
		{"TRN030 over plain HTTP", c.coordinator.URL, "", http.StatusForbidden, "Authentication over HTTP is not enabled"},
		{"TRN030 over plain HTTP with a password", c.coordinator.URL, secretOf("ana"), http.StatusForbidden, "Authentication over HTTP is not enabled"},
		{"without a password", c.front.URL, "", http.StatusUnauthorized, ""},
		{"with a wrong one, which the directory is asked about", c.front.URL, secretOf("bob"), http.StatusInternalServerError, "LdapAuthenticator"},
		{"with the right one", c.front.URL, secretOf("ana"), http.StatusOK, ""},
	} {
		request, err := http.NewRequest(http.MethodPost, try.url+"/v1/statement", strings.NewReader("SELECT 1"))
		must(t, err)
		request.Header.Set("X-Trino-User", "ana")
		if try.secret != "" {
			request.SetBasicAuth("ana", try.secret)
		}
		if code, said := c.do(t, request); code != try.want || !strings.Contains(said, try.says) {
			t.Errorf("%s: %d %.300s, want %d %q", try.name, code, said, try.want, try.says)
		}
	}
}

func (c cluster) do(t *testing.T, request *http.Request) (code int, said string) {
	t.Helper()
	response, err := c.front.Client().Do(request)
	must(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	must(t, err)
	return response.StatusCode, string(body)
}

func (c cluster) workerIsActive(t *testing.T) {
	must(t, real.Eventually(time.Minute, func() error {
		answer, err := c.ask("kim", "SELECT node_id, state FROM system.runtime.nodes ORDER BY 1")
		if got := fmt.Sprint(answer.Rows); err == nil && got != "[[coordinator active] [worker active]]" {
			return fmt.Errorf("nodes are %s", got)
		}
		return err
	}))
}

// rolesHold asks as each user; an empty answer wants a refusal.
func (c cluster) rolesHold(t *testing.T) {
	const denied = "PERMISSION_DENIED"
	for _, try := range []struct{ user, sql, want string }{
		{"kim", "SHOW CATALOGS", "[[scratch] [system] [tpch]]"},
		{"kim", "CREATE TABLE scratch.default.regions AS SELECT regionkey, name FROM tpch.tiny.region", "[[5]]"},
		{"kim", "SELECT count(*) > 0 FROM system.runtime.queries WHERE \"user\" <> 'kim' OR true", "[[true]]"},

		{"ana", "SHOW CATALOGS", "[[system] [tpch]]"},
		{"ana", "SELECT count(*) FROM tpch.tiny.nation", "[[25]]"},
		{"ana", "SELECT count(*) FROM tpch.information_schema.tables WHERE table_schema = 'tiny'", "[[8]]"},
		{"ana", "SELECT count(*) FROM scratch.default.regions", denied},
		{"ana", "SELECT count(*) FROM TABLE(sequence(1, 3))", "[[3]]"},
		{"ana", "SELECT count(*) FROM system.runtime.queries", denied},
		{"ana", "SELECT count(*) > 0 FROM system.jdbc.catalogs", "[[true]]"},
		{"ana", "CALL system.runtime.kill_query('20260101_000000_00000_aaaaa', 'no')", denied},

		{"bob", "SELECT count(*) FROM scratch.default.regions", "[[5]]"},
		{"bob", "CREATE TABLE scratch.default.mine AS SELECT 1 AS one", "[[1]]"},
		{"bob", "INSERT INTO scratch.default.mine VALUES 2", "[[1]]"},
		{"bob", "CREATE SCHEMA scratch.more", "[]"},
		{"bob", "DROP TABLE scratch.default.mine", "[]"},
		{"bob", "SELECT count(*) FROM system.runtime.queries", denied},

		{"eve", "SELECT * FROM tpch.tiny.nation ORDER BY 1", "[[0 *** 0] [1 *** 1]]"},
		{"eve", "SELECT comment FROM tpch.tiny.nation", denied},
		{"eve", "SELECT count(*) FROM tpch.tiny.region", denied},
		{"eve", "SHOW TABLES FROM tpch.tiny", "[[nation]]"},

		{"max", "SHOW CATALOGS", "[[system]]"},
		{"max", "SELECT 1 + 1", "[[2]]"},
		{"max", "SELECT count(*) FROM tpch.tiny.nation", denied},
	} {
		answer, err := c.ask(try.user, try.sql)
		got := fmt.Sprint(answer.Rows)
		var refused real.Refused
		if errors.As(err, &refused) {
			got, err = refused.Name, nil
		}
		if err != nil || got != try.want {
			t.Errorf("%s: %s: %s %v %v, want %s", try.user, try.sql, got, err, refused.Message, try.want)
		}
	}
}

// listenersAreTold looks at what two listeners heard of the queries; the third has no broker, and did not keep Trino from starting.
func (c cluster) listenersAreTold(t *testing.T) {
	must(t, c.heard.waits("/http", "CREATE TABLE scratch.default.regions", `"user":"kim"`, `"queryState":"FINISHED"`))
	must(t, c.heard.waits("/api/v1/lineage", "scratch.default.regions"))
}

// workerIsDrained asks the worker to go: by the rules that it reads itself.
func (c cluster) workerIsDrained(t *testing.T) {
	for _, try := range []struct {
		user string
		want int
	}{{"ana", http.StatusForbidden}, {"drain", http.StatusOK}} {
		request, err := http.NewRequest(http.MethodPut, c.worker.URL+"/v1/info/state", strings.NewReader(`"SHUTTING_DOWN"`))
		must(t, err)
		request.Header.Set("X-Trino-User", try.user)
		request.Header.Set("Content-Type", "application/json")
		if code, said := c.do(t, request); code != try.want {
			t.Errorf("TRN033 PUT /v1/info/state as %s: %d %.200s, want %d", try.user, code, said, try.want)
		}
	}
	must(t, real.Eventually(time.Minute, func() error {
		var ended real.Ended
		if err := c.worker.Ended(); !errors.As(err, &ended) || ended.Code != 0 {
			return fmt.Errorf("the worker should have ended by itself: %w", err)
		}
		return nil
	}))
}
