package scaling

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/real"
)

// TestWorkersComeAndGo takes one cluster from no worker to one that leaves in the middle of a query.
func TestWorkersComeAndGo(t *testing.T) {
	c := boot(t)
	t.Run("nobody may drain without the rule", c.nobodyDrainsWithoutTheRule)
	waits := begin(c, "SELECT count(*) FROM tpch.tiny.nation")
	t.Run("Trino answers what is scraped, and that alone", c.answersWhatIsScraped)
	t.Run("a query that waits for a worker is seen by its group alone", c.groupSeesWhoWaits)
	worker := c.worker(t)
	t.Run("the query that waited ends well", func(t *testing.T) { must(t, waits()) })
	t.Run("a worker that leaves finishes its tasks", func(t *testing.T) { c.leaves(t, worker) })
}

// begin runs a query beside the test; the answer is its error.
func begin(c *cluster, sql string) func() error {
	done := make(chan error, 1)
	go func() {
		_, err := c.coordinator.Query(sql)
		done <- err
	}()
	return func() error { return <-done }
}

// nobodyDrainsWithoutTheRule asks a node that reads no rules.
func (c *cluster) nobodyDrainsWithoutTheRule(t *testing.T) {
	if code, said := c.drain(t, c.coordinator, "drain"); code != http.StatusForbidden {
		t.Errorf("without rules Trino answers %d: %s", code, said)
	}
}

// drain asks a node to drain, as a user.
func (c *cluster) drain(t *testing.T, node *real.Trino, user string) (code int, said string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPut, node.URL+"/v1/info/state", bytes.NewReader([]byte(`"DRAINING"`)))
	must(t, err)
	request.Header.Set("X-Trino-User", user)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	must(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	must(t, err)
	return response.StatusCode, string(body)
}

// leaves sends the worker's entry point what ECS sends it, while a query runs there.
func (c *cluster) leaves(t *testing.T, worker *real.Trino) {
	if code, _ := c.drain(t, worker, "somebody"); code != http.StatusForbidden {
		t.Errorf("a user without the rule is answered %d", code)
	}
	runs := begin(c, "SELECT count(*) FROM tpch.sf1.lineitem WHERE comment LIKE '%deposits%'")
	must(t, real.Eventually(time.Minute, func() error {
		answer, err := c.coordinator.Query("SELECT count(*) FROM system.runtime.tasks JOIN system.runtime.queries USING (query_id) " +
			"WHERE query LIKE '%lineitem%' AND query NOT LIKE '%runtime%' AND node_id = 'worker' AND tasks.state = 'RUNNING'")
		if err == nil && fmt.Sprint(answer.Rows) == "[[0]]" {
			err = errors.New("no task runs on the worker")
		}
		return err
	}))
	began := time.Now()
	ended := make(chan error, 1)
	go func() { ended <- worker.Trino.Stop(2 * time.Minute) }()
	must(t, real.Eventually(10*time.Second, func() error {
		var state string
		if err := worker.Get("/v1/info/state", &state); err != nil {
			return err
		}
		if state != "DRAINING" {
			return fmt.Errorf("the worker is %s", state)
		}
		return nil
	}))
	must(t, runs())
	t.Logf("the query ended %.1f s after SIGTERM", time.Since(began).Seconds())
	must(t, <-ended)
	t.Logf("the worker ended %.1f s after SIGTERM", time.Since(began).Seconds())
	var end real.Ended
	if err := worker.Ended(); !errors.As(err, &end) || end.Code != 0 {
		t.Errorf("the entry point ended with %v", err)
	}
	if said, err := worker.Said(); err != nil || !strings.Contains(said, `weir-drain: state "DRAINED"`) {
		t.Errorf("the worker does not say that it drained: %v", err)
	}
}
