package server

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"weir.local/generator/verify/servertest"
)

func query(t *testing.T, fake *servertest.Trino, c Client, sql string) (Answer, error) {
	t.Helper()
	http := fake.Start()
	t.Cleanup(http.Close)
	c.URL = http.URL
	return c.Query(context.Background(), sql)
}

func TestAQueryIsFollowedToItsEnd(t *testing.T) {
	fake := &servertest.Trino{Catalogs: map[string]string{"hive": "hive", "system": "system"}, Busy: 2}
	answer, err := query(t, fake, Client{User: "me"}, "SELECT catalog_name FROM system.metadata.catalogs")
	if got := strings.Join(answer.Column(), " "); err != nil || got != "hive system" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestARefusalIsAnError(t *testing.T) {
	fake := &servertest.Trino{Refuse: map[string]servertest.Refusal{"SELECT 1": {Name: "X", Type: "USER_ERROR", Message: "no"}}}
	_, err := query(t, fake, Client{User: "me"}, "SELECT 1")
	var refused Refused
	if !errors.As(err, &refused) || refused.Name != "X" || refused.Type != "USER_ERROR" || refused.Message != "no" {
		t.Errorf("%v", err)
	}
}

func TestAPasswordDoesNotFollowToAnotherServer(t *testing.T) {
	leaked := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { leaked = true }))
	defer other.Close()
	_, err := query(t, &servertest.Trino{Next: other.URL}, Client{User: "me", Password: "secret"}, "SELECT 1")
	var elsewhere Elsewhere
	if !errors.As(err, &elsewhere) || elsewhere.Next != other.URL || leaked {
		t.Errorf("%v, leaked %t", err, leaked)
	}
	from := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer from.Close()
	_, err = Client{URL: from.URL, User: "me", Password: "secret"}.Query(context.Background(), "SELECT 1")
	var status Status
	if !errors.As(err, &status) || status.Code != 307 || leaked {
		t.Errorf("%v, leaked %t", err, leaked)
	}
}

func TestSomeoneWhoIsNoTrino(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	defer web.Close()
	if _, err := (Client{URL: web.URL}).Info(context.Background()); err == nil || !strings.Contains(err.Error(), "does not answer as Trino does") {
		t.Errorf("%v", err)
	}
}
