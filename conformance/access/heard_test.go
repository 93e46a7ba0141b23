package access

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"weir.local/conformance/real"
)

// heard is a web server that hears events, and is an identity provider as far as Trino looks at one when it starts.
type heard struct {
	*httptest.Server
	mu   sync.Mutex
	said []string // path and body of each request
}

func listen(t *testing.T) *heard {
	t.Helper()
	h := &heard{}
	h.Server = httptest.NewServer(http.HandlerFunc(h.answer))
	t.Cleanup(h.Close)
	return h
}

func (h *heard) answer(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	h.said = append(h.said, request.URL.Path+" "+string(body))
	h.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if request.URL.Path == "/.well-known/openid-configuration" {
		fmt.Fprintf(w, `{"issuer": %q, "authorization_endpoint": %q, "token_endpoint": %q, "jwks_uri": %q, "subject_types_supported": ["public"],
			"response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}`, h.URL, h.URL+"/authorize", h.URL+"/token", h.URL+"/keys")
		return
	}
	fmt.Fprint(w, `{"keys": []}`)
}

// waits until a request to a path holds all texts.
func (h *heard) waits(path string, texts ...string) error {
	return real.Eventually(30*time.Second, func() error {
		h.mu.Lock()
		defer h.mu.Unlock()
		for _, said := range h.said {
			if strings.HasPrefix(said, path+" ") && holds(said, texts) {
				return nil
			}
		}
		return fmt.Errorf("none of %d requests is to %s with %q", len(h.said), path, texts)
	})
}

func holds(said string, texts []string) bool {
	for _, text := range texts {
		if !strings.Contains(said, text) {
			return false
		}
	}
	return true
}
