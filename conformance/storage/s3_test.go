package storage

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// s3 is as much of S3 as spooling asks of it: objects that are put, read, listed and deleted by anyone, in memory.
type s3 struct {
	sync.Mutex
	objects map[string][]byte // by path: "/bucket/key"
	put     int
}

// newS3 serves one on 127.0.0.1, until the test ends.
func newS3(t *testing.T) (*s3, string) {
	t.Helper()
	s := &s3{objects: map[string][]byte{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL
}

func (s *s3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.Lock()
	defer s.Unlock()
	object, there := s.objects[r.URL.Path]
	switch {
	case r.Method == http.MethodPut:
		body, err := payload(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.objects[r.URL.Path] = body
		s.put++
	case r.Method == http.MethodGet && r.URL.Query().Has("list-type"):
		s.list(w, r)
	case r.Method == http.MethodDelete:
		delete(s.objects, r.URL.Path)
		w.WriteHeader(http.StatusNoContent)
	case !there:
		http.Error(w, "<Error><Code>NoSuchKey</Code></Error>", http.StatusNotFound)
	default:
		w.Header().Set("Content-Length", strconv.Itoa(len(object)))
		if r.Method == http.MethodGet {
			_, _ = w.Write(object)
		}
	}
}

func (s *s3) list(w io.Writer, r *http.Request) {
	bucket := strings.TrimSuffix(r.URL.Path, "/") + "/"
	fmt.Fprint(w, `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>`)
	for path, object := range s.objects {
		if key, ok := strings.CutPrefix(path, bucket); ok && strings.HasPrefix(key, r.URL.Query().Get("prefix")) {
			fmt.Fprintf(w, "<Contents><Key>%s</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>%d</Size></Contents>", key, len(object))
		}
	}
	fmt.Fprint(w, "</ListBucketResult>")
}

// payload is a request's body; the SDK may send it in pieces that each say their length, in hexadecimal, as aws-chunked.
func payload(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return io.ReadAll(r.Body)
	}
	body := bufio.NewReader(r.Body)
	var all bytes.Buffer
	for {
		line, err := body.ReadString('\n')
		if err != nil {
			return nil, err
		}
		length, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(length, 16, 64)
		if err != nil || n == 0 {
			return all.Bytes(), err
		}
		if _, err := io.CopyN(&all, body, n); err != nil {
			return nil, err
		}
		if _, err := body.Discard(len("\r\n")); err != nil {
			return nil, err
		}
	}
}
