package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// storeCommand starts a Parameter Store that knows GetParametersByPath, two parameters a page. It refuses to decrypt.
func storeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: store FILE")
	}
	var all []map[string]string
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &all))
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		ts.Check(os.Setenv(name, value)) // the SDK reads the process's
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r, all) }))
	ts.Defer(server.Close)
	ts.Setenv("ENDPOINT", server.URL)
}

func answer(w http.ResponseWriter, r *http.Request, all []map[string]string) {
	var asked struct {
		Path, NextToken           string
		Recursive, WithDecryption bool
	}
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if json.Unmarshal(body, &asked) != nil || r.Header.Get("X-Amz-Target") != "AmazonSSM.GetParametersByPath" || asked.WithDecryption || !asked.Recursive {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type": "ValidationException", "message": "not this call"}`)
		return
	}
	page := map[string]any{"Parameters": []map[string]string{}}
	var found []map[string]string
	for _, p := range all {
		if strings.HasPrefix(p["Name"], asked.Path+"/") {
			found = append(found, p)
		}
	}
	from := len(asked.NextToken) // a token is as long as what was sent before
	if from < len(found) {
		to := min(from+2, len(found))
		page["Parameters"] = found[from:to]
		if to < len(found) {
			page["NextToken"] = strings.Repeat("x", to)
		}
	}
	_ = json.NewEncoder(w).Encode(page)
}
