package access

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
)

// guarded asks for passwords of a file, of a directory that is never there, and of an identity provider, behind something that ends TLS.
// Two roles of the reference estate's lake have people here, one user has rules by hand, and three listeners are told of queries.
const guarded = `package clusters

import "weir.local/schema"

clusters: guarded: schema.#ECSCluster & {
	trino: version: 476
	coordinator: {cpu: 2, memory: "8GiB"}
	workers: {cpu: 2, memory: "8GiB", min: 1, max: 1, grace: "1s"}
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	behind: "load-balancer"
	authentication: {
		order: ["PASSWORD", "OAUTH2"]
		passwords: file: parameter: "/lake/{environment}/{cluster}/passwords"
		ldap: {url: "ldaps://127.0.0.1:9", bindPattern: "uid=${USER},dc=example", properties: "ldap.timeout.connect": "1s"}
		oauth2: {issuer: "ISSUER", clientId: "trino", clientSecret: parameter: "/lake/{environment}/{cluster}/oauth2"}
	}
	accessControl: {
		admins: users: ["kim"]
		drain: "drain"
		roles: {
			analyst: {groups: ["analysts"], catalogs: ["tp*"]}
			engineer: {users: ["bo.+"], catalogs: ["*"]}
		}
		tables: [{
			user: "eve", catalog: "tpch", schema: "tiny", table: "nation", privileges: ["SELECT"]
			columns: {comment: allow: false, name: mask: "'***'"}
			filter: "nationkey < 2"
		}]
		groups: analysts: ["ana"]
	}
	eventListeners: {
		http: url: "LISTENER/http"
		kafka: {brokers: ["127.0.0.1:9"], topics: completed: "trino", properties: {
			"kafka-event-listener.terminate-on-initialization-failure": false
			"kafka-event-listener.request-timeout":                     "1s"
		}}
		openlineage: {trino: "https://guarded.example.com", url: "LISTENER"}
	}
}
`

// offered are the catalogs of the cluster: one to read, one to write.
const offered = `package catalogs

import "weir.local/schema"

catalogs: tpch: schema.#TPCH & {owner: "sre", clusters: ["guarded"]}
catalogs: scratch: schema.#Catalog & {connector: "memory", owner: "sre", clusters: ["guarded"]}
`

// people are the users of the password file.
func people() []string { return []string{"ana", "bob", "eve", "kim", "max"} }

// secretOf is the password of a user.
func secretOf(user string) string { return "the secret of " + user }

// passwordFile is a line for each user, hashed as Trino reads it: iterations, salt and key of PBKDF2 with SHA-1, in hexadecimal.
func passwordFile() (string, error) {
	var lines strings.Builder
	for _, user := range people() {
		const iterations = 1000 // the fewest that Trino takes
		salt := []byte("salt of " + user)
		key, err := pbkdf2.Key(sha1.New, secretOf(user), salt, iterations, 20)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&lines, "%s:%d:%x:%x\n", user, iterations, salt, key)
	}
	return lines.String(), nil
}

// cluster is a coordinator and a worker on changed files of weir's.
type cluster struct {
	coordinator, worker *real.Trino
	front               *httptest.Server // ends TLS in front of the coordinator
	heard               *heard
}

func boot(t *testing.T) cluster {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", "access")
	must(t, os.RemoveAll(dir))
	c := cluster{heard: listen(t)}
	weir := spine.Weir{Binary: things.Weir, Dir: filepath.Join(dir, "declarations")}
	must(t, declare(weir.Dir, c.heard.URL))
	ports := map[string]int{}
	for _, role := range []string{"coordinator", "worker"} {
		ports[role], err = real.FreePort()
		must(t, err)
	}
	began := time.Now()
	c.coordinator = start(t, things, weir, filepath.Join(dir, "coordinator"), ports)
	c.worker = start(t, things, weir, filepath.Join(dir, "worker"), ports)
	must(t, c.coordinator.Ready(3*time.Minute))
	must(t, c.worker.Ready(3*time.Minute))
	t.Logf("coordinator and worker started after %.1f s", time.Since(began).Seconds())
	c.front = balancer(t, c.coordinator.URL)
	return c
}

// balancer ends TLS as a load balancer does: it says in headers how a request came in.
func balancer(t *testing.T, behind string) *httptest.Server {
	t.Helper()
	to, err := url.Parse(behind)
	must(t, err)
	front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.SetXForwarded()
	}})
	t.Cleanup(front.Close)
	return front
}

// declare writes the reference estate's environments and lake with a cluster and catalogs of the test's own.
func declare(dir, url string) error {
	root, err := install.Root()
	if err != nil {
		return err
	}
	err = errors.Join(os.MkdirAll(dir, 0o755), spine.CopyDeclarations(root, dir))
	for folder, text := range map[string]string{"clusters": strings.NewReplacer("ISSUER", url, "LISTENER", url).Replace(guarded), "catalogs": offered} {
		entries, readErr := os.ReadDir(filepath.Join(dir, folder))
		err = errors.Join(err, readErr)
		for _, entry := range entries {
			if entry.Name() != folder+".cue" {
				err = errors.Join(err, os.Remove(filepath.Join(dir, folder, entry.Name())))
			}
		}
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, folder, "guarded.cue"), []byte(text), 0o644))
	}
	return err
}

// start starts the node whose role the folder is named after, with the secret that is a file where the platform puts it.
func start(t *testing.T, things install.Things, weir spine.Weir, dir string, ports map[string]int) *real.Trino {
	t.Helper()
	role := filepath.Base(dir)
	place := spine.Place{
		Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"),
		Port: ports[role], Coordinator: fmt.Sprintf("http://127.0.0.1:%d", ports["coordinator"]),
	}
	must(t, os.MkdirAll(place.Data, 0o755))
	files, err := weir.Etc("prod", "guarded", role, filepath.Join(dir, "declared"))
	must(t, err)
	etc, err := spine.Apply(spine.Changes(), files, place)
	must(t, err)
	must(t, etc.Write(place.Etc))
	if role == "coordinator" {
		passwords, err := passwordFile()
		must(t, err)
		must(t, spine.Files{"secret/password.db": passwords}.Write(place.Etc))
	}
	properties, err := etc.Properties()
	must(t, err)
	must(t, real.LinkPlugins(things.Trino, place.Plugins, properties))
	environment, err := spine.Environment(etc, place)
	must(t, err)
	trino, err := real.StartTrino(real.TrinoNode{
		Name: role, Home: things.Trino, JDK: things.JDK, Etc: place.Etc, Port: place.Port, Log: filepath.Join(dir, "server.log"), Environment: environment,
	})
	must(t, err)
	t.Cleanup(func() { must(t, trino.Stop()) })
	return trino
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
