package real

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"weir.local/generator/verify/server"
)

// Client is who asks: what resource groups and session rules go by.
type Client struct {
	User   string   // "": conformance
	Source string   // "superset"
	Tags   []string // "nightly"
}

// RoundTrip sends a request with the client's headers.
func (c Client) RoundTrip(request *http.Request) (*http.Response, error) {
	own := request.Clone(request.Context())
	if c.User != "" {
		own.Header.Set("X-Trino-User", c.User)
	}
	if c.Source != "" {
		own.Header.Set("X-Trino-Source", c.Source)
	}
	if len(c.Tags) > 0 {
		own.Header.Set("X-Trino-Client-Tags", strings.Join(c.Tags, ","))
	}
	return http.DefaultTransport.RoundTrip(own)
}

func (c Client) http() *http.Client { return &http.Client{Timeout: time.Minute, Transport: c} }

// QueryAs is Query for a client.
func (t *Trino) QueryAs(c Client, sql string) (Answer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	return server.Client{URL: t.URL, User: queryUser, HTTP: c.http()}.Query(ctx, sql)
}

// Begin hands a statement in, and answers its name once Trino has put it into a group, or has refused it; it may wait there or
// run. With the first page Trino has the text alone, with the second it has dealt with it.
func (t *Trino) Begin(c Client, sql string) (id string, err error) {
	method, url, body := http.MethodPost, t.URL+"/v1/statement", sql
	for range 2 {
		var now struct {
			ID      string
			NextURI string
			Error   *struct{ Message, ErrorName string }
		}
		if err := c.page(method, url, body, &now); err != nil {
			return id, fmt.Errorf("%s: %w", sql, err)
		}
		id = now.ID
		if now.Error != nil {
			return id, Refused{ID: now.ID, Name: now.Error.ErrorName, Message: now.Error.Message}
		}
		if now.NextURI == "" {
			break
		}
		method, url, body = http.MethodGet, now.NextURI, ""
	}
	return id, nil
}

func (c Client) page(method, url, body string, into any) error {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("X-Trino-User", queryUser)
	response, err := c.http().Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, url, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(into)
}
