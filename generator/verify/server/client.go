package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client asks a server by Trino's client protocol (Trino documentation, "Client REST API").
type Client struct {
	URL      string       // "https://trino.example.internal", without a path
	User     string       // X-Trino-User; queries run as this user
	Password string       // with it, Basic authentication; only over https
	HTTP     *http.Client // nil: one that trusts the system's authorities
}

// Answer is what a statement returned.
type Answer struct {
	ID   string // "20260101_000000_00001_abcde"
	Rows [][]any
}

// Column is the first column of an answer as text.
func (a Answer) Column() []string {
	var values []string
	for _, row := range a.Rows {
		values = append(values, fmt.Sprint(row[0]))
	}
	return values
}

// Refused is a statement that the server failed.
type Refused struct {
	ID      string // of the query
	Name    string // "CATALOG_NOT_FOUND"
	Type    string // "USER_ERROR", "INTERNAL_ERROR", "INSUFFICIENT_RESOURCES", "EXTERNAL"
	Message string // "line 1:15: Catalog 'x' not found"
}

func (r Refused) Error() string { return fmt.Sprintf("query %s: %s: %s", r.ID, r.Name, r.Message) }

// page is one answer of the protocol.
type page struct {
	ID      string
	NextURI string
	Data    [][]any
	Error   *struct{ Message, ErrorName, ErrorType string }
}

// Query runs one statement to its end. When the context ends first, the server is told to give the query up. A statement
// that the server failed is Refused.
func (c Client) Query(ctx context.Context, sql string) (Answer, error) {
	var answer Answer
	next, method, body := c.URL+"/v1/statement", http.MethodPost, sql
	for next != "" {
		var now page
		if err := c.ask(ctx, method, next, body, &now); err != nil {
			if method == http.MethodGet && ctx.Err() != nil {
				c.giveUp(ctx, next)
			}
			return answer, err
		}
		answer.ID = now.ID
		answer.Rows = append(answer.Rows, now.Data...)
		if now.Error != nil {
			return answer, Refused{now.ID, now.Error.ErrorName, now.Error.ErrorType, now.Error.Message}
		}
		if err := c.sameServer(now.NextURI); err != nil {
			return answer, err
		}
		next, method, body = now.NextURI, http.MethodGet, ""
	}
	return answer, nil
}

// giveUp ends a query that nobody waits for any more.
func (c Client) giveUp(ctx context.Context, next string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_ = c.ask(ctx, http.MethodDelete, next, "", nil) // the server abandons it by itself after a while
}

// Elsewhere is a server that sends its client to another address, where a password must not follow.
type Elsewhere struct{ URL, Next string }

func (e Elsewhere) Error() string { return fmt.Sprintf("%s sends its clients to %s", e.URL, e.Next) }

// sameServer refuses to follow to another host or scheme.
func (c Client) sameServer(next string) error {
	if next == "" {
		return nil
	}
	here, err := url.Parse(c.URL)
	if err != nil {
		return err
	}
	there, err := url.Parse(next)
	if err != nil || there.Scheme != here.Scheme || !strings.EqualFold(there.Hostname(), here.Hostname()) || port(there) != port(here) {
		return Elsewhere{origin(here), origin(there)}
	}
	return nil
}

// origin is an address without what a query's own page adds to it.
func origin(u *url.URL) string {
	if u == nil {
		return "an address that cannot be read"
	}
	return u.Scheme + "://" + u.Host
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// Get reads a page of the server's own interface into a value.
func (c Client) Get(ctx context.Context, path string, into any) error {
	return c.ask(ctx, http.MethodGet, c.URL+path, "", into)
}

// Info is what a server says of itself to everyone.
type Info struct {
	NodeVersion struct{ Version string } // "476"
	Coordinator bool
	Starting    bool
}

// Info asks a server who it is.
func (c Client) Info(ctx context.Context) (Info, error) {
	var info Info
	err := c.Get(ctx, "/v1/info", &info)
	if err == nil && info.NodeVersion.Version == "" {
		err = fmt.Errorf("%s/v1/info does not answer as Trino does", c.URL)
	}
	return info, err
}

// Status is an HTTP answer that is not 200.
type Status struct {
	Code      int
	Said, URL string
}

func (s Status) Error() string {
	return fmt.Sprintf("%s: %d %s: %.300s", s.URL, s.Code, http.StatusText(s.Code), s.Said)
}

const (
	patience = 10 * time.Second // with a server that is busy
	pause    = 100 * time.Millisecond
)

// ask makes one request, again while the server says 429, 502, 503 or 504, as the protocol wants it.
func (c Client) ask(ctx context.Context, method, url, body string, into any) error {
	for end := time.Now().Add(patience); ; {
		err := c.once(ctx, method, url, body, into)
		var status Status
		if !errors.As(err, &status) || !busy(status.Code) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func busy(code int) bool {
	switch code {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

func (c Client) once(ctx context.Context, method, url, body string, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader([]byte(body)))
	if err != nil {
		return err
	}
	request.Header.Set("X-Trino-User", c.User)
	request.Header.Set("X-Trino-Source", "weir")
	if c.Password != "" {
		request.SetBasicAuth(c.User, c.Password)
	}
	response, err := c.client().Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("reading %s: %w", url, err)
	}
	if response.StatusCode >= 300 {
		return Status{response.StatusCode, string(bytes.TrimSpace(said)), method + " " + url}
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(said, into); err != nil {
		return fmt.Errorf("%s does not answer as Trino does: %w", url, err)
	}
	return nil
}

// client follows no redirect: a password and a statement go where the user said, or nowhere.
func (c Client) client() *http.Client {
	own := http.Client{Timeout: time.Minute}
	if c.HTTP != nil {
		own = *c.HTTP
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}
