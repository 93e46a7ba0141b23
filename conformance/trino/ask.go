package trino

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"weir.local/conformance/real"
	"weir.local/generator/trino/verdict"
	running "weir.local/generator/verify/server"
)

// answered is a case as the server answered it.
type answered struct {
	verdict.Case
	said string // of a refusal
	took time.Duration
	err  error // the server did not say
}

// ask asks about every case, a few at a time, and answers in their order.
func (s server) ask(cases []verdict.Case, each func(answered)) []answered {
	return askAll(3, cases, each, func(i int, c verdict.Case) answered { return s.askOne(fmt.Sprintf("c%d", i), c) })
}

// askAll asks about every case, so many at a time, and answers in their order; each is told of one answer at a time.
func askAll(atATime int, cases []verdict.Case, each func(answered), ask func(int, verdict.Case) answered) []answered {
	all := make([]answered, len(cases))
	next := make(chan int)
	var workers sync.WaitGroup
	var one sync.Mutex
	for range atATime {
		workers.Go(func() {
			for i := range next {
				all[i] = ask(i, cases[i])
				one.Lock()
				each(all[i])
				one.Unlock()
			}
		})
	}
	for i := range cases {
		next <- i
	}
	close(next)
	workers.Wait()
	return all
}

// askOne creates a catalog and drops it.
func (s server) askOne(name string, c verdict.Case) answered {
	began := time.Now()
	a := answered{Case: c}
	_, err := s.Query(s.create(name, c))
	a.took = time.Since(began)
	a.Named = nil
	var refused real.Refused
	switch {
	case err == nil:
		a.Verdict = verdict.Accepted
		_, a.err = s.Query("DROP CATALOG " + name)
	case errors.As(err, &refused) && refused.Name != "SYNTAX_ERROR":
		a.Verdict, a.said = verdict.Refused, refused.Message
		a.Named = running.Named(refused.Message)
	default:
		a.err = err
	}
	return a
}

// create spells a case in SQL.
func (s server) create(name string, c verdict.Case) string {
	properties := c.Properties()
	for key, value := range properties {
		properties[key] = strings.ReplaceAll(value, verdict.Files, s.files)
	}
	return running.CreateCatalog(name, c.Base.Connector, properties)
}
