package real

import (
	"context"
	"os"
	"time"

	"weir.local/generator/verify/server"
)

// queryUser is whom the queries run as; a declaration gives this name nothing.
const queryUser = "conformance"

// What weir itself starts and asks a server by.
type (
	TrinoNode = server.Node    // says how to start one
	Answer    = server.Answer  // what a statement returned
	Refused   = server.Refused // a statement that failed
	Ended     = server.Ended   // a process that ended while it was waited for
)

// FreePort is a port of 127.0.0.1 that nobody listens on.
func FreePort() (int, error) { return server.FreePort() }

// Trino is one node of a cluster, coordinator or worker.
type Trino struct{ *server.Trino }

// StartTrino starts a node as the image does, through its launcher, and does not wait for it.
func StartTrino(node TrinoNode) (*Trino, error) {
	t, err := node.Start()
	return &Trino{t}, err
}

func (t *Trino) client() server.Client { return server.Client{URL: t.URL, User: queryUser} }

// Ready waits until the node says that it has started; the error is Ended when it refused to.
func (t *Trino) Ready(atMost time.Duration) error { return t.Trino.Ready(context.Background(), atMost) }

// Query runs one statement to its end, for at most three minutes.
func (t *Trino) Query(sql string) (Answer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	return t.client().Query(ctx, sql)
}

// Get reads a page of the node's interface into a value.
func (t *Trino) Get(path string, into any) error {
	return t.client().Get(context.Background(), path, into)
}

// Said is the node's log so far.
func (t *Trino) Said() (string, error) {
	text, err := os.ReadFile(t.Log)
	return string(text), err
}

// Stop ends the node.
func (t *Trino) Stop() error { return t.Trino.Stop(20 * time.Second) }
