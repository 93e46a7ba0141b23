package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// page is what a client that takes spooled results is answered.
type page struct {
	NextURI string
	Error   *struct{ Message string }
	Data    *struct{ Segments []segment }
}

// segment is a part of a result: in the answer, or where its address says.
type segment struct {
	Type     string // "inline", "spooled"
	URI      string
	Headers  map[string][]string
	Metadata struct{ RowsCount int }
}

// spools asks as a client does that takes spooled results, fetches each part from where Trino says it is, and counts its rows.
func (n node) spools(t *testing.T) {
	var spooled, rows int
	parts, err := n.segments(t, "SELECT * FROM tpch.tiny.lineitem", "")
	must(t, err)
	for _, s := range parts {
		if s.Type == "spooled" {
			spooled++
			if got := rowsOf(t, s); got != s.Metadata.RowsCount {
				t.Errorf("%d rows lie where Trino says %d do", got, s.Metadata.RowsCount)
			}
		}
		rows += s.Metadata.RowsCount
	}
	if spooled == 0 || rows != 60175 {
		t.Errorf("%d spooled parts, %d rows of 60175", spooled, rows)
	}
	for path := range n.s3.objects {
		if !strings.HasPrefix(path, "/acme-spooling-prod/store/") {
			t.Errorf("%s is not below the declared folder", path)
		}
	}
	t.Logf("%d parts came from S3, of %d that were put there", spooled, n.s3.put)
}

// segments runs a query with session properties ("required_workers_count=2") to its end.
func (n node) segments(t *testing.T, sql, session string) ([]segment, error) {
	t.Helper()
	var all []segment
	now := n.ask(t, http.MethodPost, n.URL+"/v1/statement", session, strings.NewReader(sql))
	for {
		if now.Error != nil {
			return nil, errors.New(now.Error.Message)
		}
		if now.Data != nil {
			all = append(all, now.Data.Segments...)
		}
		if now.NextURI == "" {
			return all, nil
		}
		now = n.ask(t, http.MethodGet, now.NextURI, session, nil)
	}
}

func (n node) ask(t *testing.T, method, uri, session string, body io.Reader) (p page) {
	t.Helper()
	request, err := http.NewRequest(method, uri, body)
	must(t, err)
	request.Header.Set("X-Trino-User", "conformance")
	request.Header.Set("X-Trino-Query-Data-Encoding", "json")
	request.Header.Set("X-Trino-Session", session)
	must(t, json.Unmarshal(fetch(t, request), &p))
	return p
}

// rowsOf fetches a part, by nothing but what the answer says of it.
func rowsOf(t *testing.T, s segment) int {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URI, nil)
	must(t, err)
	for name, values := range s.Headers {
		request.Header[http.CanonicalHeaderKey(name)] = values
	}
	var rows [][]any
	must(t, json.Unmarshal(fetch(t, request), &rows))
	return len(rows)
}

func fetch(t *testing.T, request *http.Request) []byte {
	t.Helper()
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s: %.300s", request.Method, request.URL, answer.Status, body)
	}
	must(t, err)
	return body
}
