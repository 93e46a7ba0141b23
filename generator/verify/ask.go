package verify

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"weir.local/generator/verify/server"
)

// Verdict is what a server makes of a catalog.
type Verdict string

// The verdicts.
const (
	Accepted Verdict = "accepted"
	Refused  Verdict = "refused"
)

// Outcome is what a server said of one catalog.
type Outcome struct {
	Catalog
	Verdict Verdict
	Said    string // of a refusal
	Took    time.Duration
}

// Asker asks one server.
type Asker struct {
	Client     server.Client
	Prefix     string                                   // of scratch names: "weir_verify_3fa9c1_"
	Properties func(Catalog) (map[string]string, error) // what the server is told of a catalog
}

// Scratch is how every scratch name begins, whoever asks.
const Scratch = "weir_verify_"

// Prefix makes a beginning of scratch names that nobody else has.
func Prefix() string {
	random := make([]byte, 4)
	_, _ = rand.Read(random) // never fails (crypto/rand)
	return Scratch + hex.EncodeToString(random) + "_"
}

const (
	atATime    = 3               // catalogs that a server is asked about at once
	longest    = 2 * time.Minute // for one CREATE CATALOG; 33 s were measured, of one that looks for a region
	dropWithin = time.Minute
)

// Left is a scratch catalog that could not be dropped.
type Left struct {
	Name string
	Err  error
}

func (l Left) Error() string {
	return fmt.Sprintf("the scratch catalog %s may still be there: %v", l.Name, l.Err)
}

func (l Left) Unwrap() error { return l.Err }

// Ask asks about every catalog, a few at a time, and answers in their order; each is told of one outcome at a time. When the
// context ends no further one is begun, those that are under way are still dropped, and the context's error is answered. A
// server that can answer for no catalog is Unfit.
func (a Asker) Ask(ctx context.Context, catalogs []Catalog, each func(Outcome)) ([]Outcome, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	all := make([]Outcome, len(catalogs))
	var failed []error
	next := make(chan int)
	var workers sync.WaitGroup
	var one sync.Mutex
	for range atATime {
		workers.Go(func() {
			for i := range next {
				outcome, err := a.one(context.WithoutCancel(ctx), fmt.Sprintf("%s%d_%s", a.Prefix, i, catalogs[i].Name), catalogs[i])
				one.Lock()
				if err != nil {
					failed = append(failed, err)
					cancel()
				} else {
					all[i] = outcome
					each(outcome)
				}
				one.Unlock()
			}
		})
	}
	for i := range catalogs {
		select {
		case next <- i:
		case <-inner.Done():
		}
		if inner.Err() != nil {
			break
		}
	}
	close(next)
	workers.Wait()
	return all, cmp.Or(worst(failed), ctx.Err())
}

// worst is the first failure, and every catalog that was left behind.
func worst(failed []error) error {
	if len(failed) == 0 {
		return nil
	}
	said := failed[:1:1]
	for _, err := range failed[1:] {
		if left := (Left{}); errors.As(err, &left) {
			said = append(said, left)
		}
	}
	return errors.Join(said...)
}

// one creates a catalog and drops it.
func (a Asker) one(ctx context.Context, name string, c Catalog) (Outcome, error) {
	properties, err := a.Properties(c)
	if err != nil {
		return Outcome{}, fmt.Errorf("stubbing the secrets of %s: %w", c.Name, err)
	}
	began := time.Now()
	within, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	_, err = a.Client.Query(within, server.CreateCatalog(name, c.Connector, properties))
	outcome := Outcome{Catalog: c, Verdict: Accepted, Took: time.Since(began)}
	var refused server.Refused
	switch {
	case err == nil:
	case within.Err() != nil:
		outcome.Verdict, outcome.Said = Refused, fmt.Sprintf("no answer within %s", longest)
	case !errors.As(err, &refused):
		return outcome, errors.Join(a.unreachable(err), a.drop(ctx, name))
	case refused.Name == "ALREADY_EXISTS": // our own name: the request came twice
	case unfit(refused) != nil:
		return outcome, unfit(refused)
	default:
		outcome.Verdict, outcome.Said = Refused, strings.ReplaceAll(refused.Message, name, c.Name)
	}
	return outcome, a.drop(ctx, name)
}

func (a Asker) unreachable(err error) error {
	return fmt.Errorf("asking %s: %w", a.Client.URL, err)
}

// drop removes a scratch catalog, if it is there.
func (a Asker) drop(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, dropWithin)
	defer cancel()
	if _, err := a.Client.Query(ctx, server.DropCatalog(name)); err != nil {
		return Left{name, err}
	}
	return nil
}

// Leftovers are the scratch catalogs that a server has: of a run that was killed, or one that goes on.
func (a Asker) Leftovers(ctx context.Context) ([]string, error) {
	answer, err := a.Client.Query(ctx, `SELECT catalog_name FROM system.metadata.catalogs WHERE catalog_name LIKE 'weir\_verify\_%' ESCAPE '\' ORDER BY 1`)
	return answer.Column(), err
}
