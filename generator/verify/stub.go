package verify

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"weir.local/generator/model"
	"weir.local/generator/trino"
)

// Text is what stands for a secret where any text is taken.
const Text = "weir-verify-stub"

// Stubs make values that stand for secrets: of the right form, and of no use.
type Stubs struct {
	release *trino.Release
	account func() (string, error)
}

// NewStubs are stubs for a version of Trino; without data of it (nil) a stub is Text, but for the forms that are known anyway.
func NewStubs(release *trino.Release) Stubs {
	return Stubs{release, sync.OnceValues(ServiceAccount)}
}

// reference is how Trino names an environment variable in a value.
var reference = regexp.MustCompile(`\$\{ENV:([^}]*)\}`)

// Literal are a catalog's properties for a server that does not know the secrets' variables: each reference is a stub.
func (s Stubs) Literal(c Catalog) (map[string]string, error) {
	return s.properties(c, reference.ReplaceAllLiteralString)
}

// ByName are a catalog's properties for a server that has a stub in every variable: each reference stays.
func (s Stubs) ByName(c Catalog) (map[string]string, error) {
	return s.properties(c, func(value, _ string) string { return value })
}

// properties are a catalog's, with what refer makes of a value that holds references; a secret that is none is a stub anyway.
func (s Stubs) properties(c Catalog, refer func(value, stub string) string) (map[string]string, error) {
	properties := map[string]string{}
	for _, line := range settings(c) {
		properties[line.Key] = line.Value
		if !s.stubbed(c, line) {
			continue
		}
		stub, err := s.value(c, line)
		switch {
		case err != nil:
			return nil, err
		case reference.MatchString(line.Value):
			stub = refer(line.Value, stub)
		}
		properties[line.Key] = stub
	}
	return properties, nil
}

// Environment has a stub for every variable that the catalogs name.
func (s Stubs) Environment(catalogs []Catalog) (map[string]string, error) {
	all := map[string]string{}
	for _, c := range catalogs {
		for _, line := range settings(c) {
			for _, match := range reference.FindAllStringSubmatch(line.Value, -1) {
				stub, err := s.value(c, line)
				if err != nil {
					return nil, err
				}
				all[match[1]] = stub
			}
		}
	}
	return all, nil
}

// settings are the lines that go into CREATE CATALOG's WITH. Space around a value is refused there, though a file may have it.
func settings(c Catalog) []model.Line {
	var lines []model.Line
	for _, line := range c.Properties {
		if line.Key != "connector.name" {
			line.Value = strings.TrimSpace(line.Value)
			lines = append(lines, line)
		}
	}
	return lines
}

// stubbed says whether a line's value is never sent: it names a secret, or the property holds one.
func (s Stubs) stubbed(c Catalog, line model.Line) bool {
	if line.Secret != "" || reference.MatchString(line.Value) {
		return true
	}
	p, ok := s.property(c, line.Key)
	return ok && p.Sensitive
}

func (s Stubs) property(c Catalog, key string) (trino.Property, bool) {
	if s.release == nil {
		return trino.Property{}, false
	}
	connector, ok := s.release.Connector(c.Connector)
	if !ok {
		return trino.Property{}, false
	}
	p, status := connector.Lookup(key)
	return p, status == trino.Known || status == trino.Legacy
}

// value is a stub for a secret: of the form that the server looks at when it creates a catalog.
func (s Stubs) value(c Catalog, line model.Line) (string, error) {
	if part := reference.FindString(line.Value); part != "" && part != line.Value {
		return Text, nil // of a longer value
	}
	for _, form := range forms() {
		if slices.Contains(form.properties, line.Key) {
			return form.make(s, c)
		}
	}
	p, _ := s.property(c, line.Key)
	if len(p.Enum) > 0 {
		return p.Enum[0], nil
	}
	for _, t := range types() {
		if t.name == p.Type {
			return t.value, nil
		}
	}
	return Text, nil
}

// form is how a property wants its value, found by trying.
type form struct {
	properties []string
	make       func(Stubs, Catalog) (string, error)
}

func forms() []form {
	return []form{
		{[]string{"gsheets.credentials-key", "bigquery.credentials-key"}, Stubs.encodedAccount},
		{[]string{"gcs.json-key", "hive.gcs.json-key"}, func(s Stubs, _ Catalog) (string, error) { return s.account() }},
		{[]string{"azure.access-key"}, func(Stubs, Catalog) (string, error) { return base64.StdEncoding.EncodeToString([]byte(Text)), nil }},
		{[]string{"connection-url"}, func(_ Stubs, c Catalog) (string, error) { return "jdbc:" + c.Connector + "://" + Text, nil }},
		{[]string{"mongodb.connection-url"}, func(Stubs, Catalog) (string, error) { return "mongodb://" + Text, nil }},
	}
}

// types are values of what airlift reads, where it is not text.
func types() []struct{ name, value string } {
	return []struct{ name, value string }{
		{"boolean", "true"}, {"int", "1"}, {"long", "1"}, {"double", "1"}, {"Duration", "1m"}, {"DataSize", "16MB"},
		{"URI", "http://localhost:1/"}, {"Optional<URI>", "http://localhost:1/"}, {"HostAndPort", "localhost:1"},
	}
}

func (s Stubs) encodedAccount(Catalog) (string, error) {
	account, err := s.account()
	return base64.StdEncoding.EncodeToString([]byte(account)), err
}

// ServiceAccount is the key file of a Google account that exists nowhere, with a key made for this run: connectors read the
// private key when a catalog is created, so it has to be a real one.
func ServiceAccount() (string, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return "", fmt.Errorf("making a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", fmt.Errorf("making a key: %w", err)
	}
	account, err := json.Marshal(map[string]string{
		"type": "service_account", "project_id": "weir", "private_key_id": "weir", "client_id": "1", "client_email": "weir@weir.invalid",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "token_uri": "http://127.0.0.1:9/token",
	})
	return string(account), err
}
