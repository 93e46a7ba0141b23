package real

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// queryUser is whom the queries run as; a declaration gives this name nothing.
const queryUser = "conformance"

// Answer is what a statement returned.
type Answer struct {
	ID   string // "20260101_000000_00001_abcde"
	Rows [][]any
}

// Refused is a statement that failed.
type Refused struct {
	ID, Name, Message string // "CATALOG_NOT_FOUND", "line 1:15: Catalog 'x' not found"
}

func (r Refused) Error() string { return fmt.Sprintf("query %s: %s: %s", r.ID, r.Name, r.Message) }

type page struct {
	ID      string
	NextURI string
	Data    [][]any
	Error   *struct{ Message, ErrorName string }
}

// Query runs one statement to its end, for at most three minutes.
func (t *Trino) Query(sql string) (Answer, error) {
	request, err := http.NewRequest(http.MethodPost, t.URL+"/v1/statement", strings.NewReader(sql))
	if err != nil {
		return Answer{}, err
	}
	var answer Answer
	for end := time.Now().Add(3 * time.Minute); ; {
		request.Header.Set("X-Trino-User", queryUser)
		var now page
		if err := ask(request, &now); err != nil {
			return answer, fmt.Errorf("%s: %w", sql, err)
		}
		answer.ID = now.ID
		answer.Rows = append(answer.Rows, now.Data...)
		if now.Error != nil {
			return answer, Refused{now.ID, now.Error.ErrorName, now.Error.Message}
		}
		if now.NextURI == "" {
			return answer, nil
		}
		if time.Now().After(end) {
			return answer, fmt.Errorf("%s: no end after three minutes", sql)
		}
		if request, err = http.NewRequest(http.MethodGet, now.NextURI, nil); err != nil {
			return answer, err
		}
	}
}

// Column is the first column of an answer as text.
func (a Answer) Column() []string {
	var values []string
	for _, row := range a.Rows {
		values = append(values, fmt.Sprint(row[0]))
	}
	return values
}
