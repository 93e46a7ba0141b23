// Package servertest is a Trino for tests: it speaks the client protocol, keeps catalogs in memory, refuses those it is told
// to, and remembers every statement.
package servertest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Trino is a server that answers as this says. The form in JSON is that of the scripts.
type Trino struct {
	Version  string             // "476"
	Mode     string             // "static" refuses CREATE and DROP; else dynamic
	Catalogs map[string]string  // connector by name
	Refuse   map[string]Refusal // by what a statement holds: "USING mysql"
	Next     string             // where clients are sent instead of back here
	User     string             // with Password, who may ask
	Password string
	Busy     int  // how many requests are answered 503 first
	Starting bool // what /v1/info says
	Worker   bool // what /v1/info says

	OnStatement func(sql string) // called before a statement is answered

	mu         sync.Mutex
	statements []string
	pending    map[string]string // by number
}

// Refusal is an error of Trino's.
type Refusal struct{ Name, Type, Message string }

// Start serves it until the test closes the server.
func (f *Trino) Start() *httptest.Server { return httptest.NewServer(f) }

// Statements are those that were asked so far.
func (f *Trino) Statements() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.statements)
}

func (f *Trino) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	busy := f.Busy > 0
	f.Busy = max(0, f.Busy-1)
	f.mu.Unlock()
	user, password, _ := r.BasicAuth()
	switch {
	case busy:
		http.Error(w, "busy", http.StatusServiceUnavailable)
	case r.URL.Path == "/v1/info":
		fmt.Fprintf(w, `{"nodeVersion":{"version":%q},"environment":"test","coordinator":%t,"starting":%t}`, f.Version, !f.Worker, f.Starting)
	case f.Password != "" && (user != f.User || password != f.Password), r.Header.Get("X-Trino-User") == "":
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
	case r.Method == http.MethodPost && r.URL.Path == "/v1/statement":
		f.post(w, r)
	case r.Method == http.MethodGet:
		f.answer(w, r.URL.Path)
	}
}

func (f *Trino) post(w http.ResponseWriter, r *http.Request) {
	sql, _ := io.ReadAll(r.Body)
	if f.OnStatement != nil {
		f.OnStatement(string(sql))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pending == nil {
		f.pending = map[string]string{}
	}
	f.statements = append(f.statements, string(sql))
	path := fmt.Sprintf("/v1/statement/executing/%d", len(f.statements))
	f.pending[path] = string(sql)
	next := "http://" + r.Host
	if r.TLS != nil {
		next = "https://" + r.Host
	}
	if f.Next != "" {
		next = f.Next
	}
	fmt.Fprintf(w, `{"id":"q%d","nextUri":%q}`, len(f.statements), next+path)
}

var (
	create = regexp.MustCompile(`^CREATE CATALOG (\w+) USING (\w+)`)
	drop   = regexp.MustCompile(`^DROP CATALOG (?:IF EXISTS )?(\w+)$`)
)

func (f *Trino) answer(w http.ResponseWriter, path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	sql := f.pending[path]
	if refusal, refused := f.refusal(sql); refused {
		answer(w, map[string]any{"id": "q", "error": map[string]string{"errorName": refusal.Name, "errorType": refusal.Type, "message": refusal.Message}})
		return
	}
	if m := create.FindStringSubmatch(sql); m != nil {
		if f.Catalogs == nil {
			f.Catalogs = map[string]string{}
		}
		f.Catalogs[m[1]] = m[2]
	}
	if m := drop.FindStringSubmatch(sql); m != nil {
		delete(f.Catalogs, m[1])
	}
	rows := [][]string{}
	if strings.Contains(sql, "system.metadata.catalogs") {
		for _, name := range slices.Sorted(maps.Keys(f.Catalogs)) {
			if !strings.Contains(sql, "LIKE") || strings.HasPrefix(name, "weir_verify_") {
				rows = append(rows, []string{name, f.Catalogs[name]})
			}
		}
	}
	answer(w, map[string]any{"id": "q", "data": rows})
}

// refusal is what a statement is refused with, if it is.
func (f *Trino) refusal(sql string) (Refusal, bool) {
	verb := strings.Join(strings.Fields(sql)[:2], " ")
	if f.Mode == "static" && (verb == "CREATE CATALOG" || verb == "DROP CATALOG") {
		return Refusal{"NOT_SUPPORTED", "USER_ERROR", verb + " is not supported by the static catalog store"}, true
	}
	for _, part := range slices.Sorted(maps.Keys(f.Refuse)) {
		if strings.Contains(sql, part) {
			return f.Refuse[part], true
		}
	}
	return Refusal{}, false
}

func answer(w http.ResponseWriter, v any) { _ = json.NewEncoder(w).Encode(v) }
