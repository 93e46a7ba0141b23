package trino

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/generator/trino/verdict"
)

// The records: of catalogs, and of servers.
const (
	catalogs = "verdicts-%d.txt"
	servers  = "verdicts-%d-servers.txt"
)

func recordFile(name string) (string, error) {
	root, err := install.Root()
	return filepath.Join(root, "generator", "trino", "testdata", fmt.Sprintf(name, Version)), err
}

func readRecord(name string) ([]verdict.Case, error) {
	path, err := recordFile(name)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return verdict.Read(file)
}

func writeRecord(name, about string, cases []verdict.Case) error {
	path, err := recordFile(name)
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := verdict.Write(&text, fmt.Sprintf(about, Version), cases); err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text.String()), 0o644))
}

// perConnector is how many cases of each connector are asked again in every run.
const perConnector = 2

// sample takes some cases of each connector, the same ones every time.
func sample(cases []verdict.Case) []verdict.Case {
	byConnector := map[string][]verdict.Case{}
	for _, c := range cases {
		byConnector[c.Base.Connector] = append(byConnector[c.Base.Connector], c)
	}
	var chosen []verdict.Case
	for _, connector := range connectorsOf(cases) {
		all := byConnector[connector]
		slices.SortFunc(all, func(a, b verdict.Case) int { return cmp.Compare(place(a), place(b)) })
		chosen = append(chosen, all[:min(perConnector, len(all))]...)
	}
	return chosen
}

func place(c verdict.Case) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, c)
	return h.Sum64()
}

// asker is a server that takes catalogs, or who starts a server for each case.
type asker interface {
	ask(cases []verdict.Case, each func(answered)) []answered
}

// compare holds what Trino says now to the record.
func compare(t *testing.T, of asker, cases []verdict.Case) []verdict.Case {
	t.Helper()
	began, done := time.Now(), 0
	answers := of.ask(cases, func(a answered) {
		if done++; time.Since(began) > 10*time.Second && done%(1+len(cases)/20) == 0 {
			t.Logf("%d of %d asked, %.0f s", done, len(cases), time.Since(began).Seconds())
		}
	})
	now := make([]verdict.Case, len(answers))
	accepted := 0
	for i, a := range answers {
		now[i] = a.Case
		if a.Verdict == verdict.Accepted {
			accepted++
		}
		switch was := cases[i]; {
		case a.err != nil:
			t.Errorf("%s: no verdict: %v", was, a.err)
		case was.Verdict == "":
		case a.Verdict != was.Verdict:
			t.Errorf("%s: the record says %s, Trino %s after %.1f s: %.1000s", was, was.Verdict, a.Verdict, a.took.Seconds(), a.said)
		case !slices.Equal(a.Named, was.Named):
			t.Errorf("%s: the record names %q, Trino %q: %.1000s", was, was.Named, a.Named, a.said)
		}
		if a.took > 30*time.Second {
			t.Logf("%s: %.0f s", a.Case, a.took.Seconds())
		}
	}
	t.Logf("%d cases asked in %.0f s: %d accepted, %d refused", len(cases), time.Since(began).Seconds(), accepted, len(cases)-accepted)
	return now
}

// SampleCatalogs re-asks a sample of the record of catalogs.
func SampleCatalogs(t *testing.T) {
	recorded, err := readRecord(catalogs)
	must(t, err)
	chosen := sample(recorded)
	compare(t, boot(t, connectorsOf(chosen)), chosen)
}

// AllCatalogs asks every recorded case and compares; or asks what the data of this release gives and writes the record anew,
// with update "new" only what is new in it.
func AllCatalogs(t *testing.T, update string) {
	recorded, err := readRecord(catalogs)
	if update == "" {
		must(t, err)
		compare(t, boot(t, connectorsOf(recorded)), recorded)
		return
	}
	cases, err := verdict.Of(Version)
	must(t, err)
	cases = renew(cases, recorded, update, func(asked []verdict.Case) []verdict.Case {
		return compare(t, boot(t, connectorsOf(asked)), asked)
	})
	if !t.Failed() {
		must(t, writeRecord(catalogs, aboutCatalogs, cases))
	}
}

// renew asks about cases, but about those that are kept, and answers all of them in their order.
func renew(cases, recorded []verdict.Case, update string, ask func([]verdict.Case) []verdict.Case) []verdict.Case {
	known := kept(recorded, update)
	var asked []verdict.Case
	for _, c := range cases {
		if _, ok := known[fmt.Sprint(c, c.Base)]; !ok {
			asked = append(asked, c)
		}
	}
	for _, c := range ask(asked) {
		known[fmt.Sprint(c, c.Base)] = c
	}
	all := make([]verdict.Case, len(cases))
	for i, c := range cases {
		all[i] = known[fmt.Sprint(c, c.Base)]
	}
	return all
}

// kept are the recorded cases that are not asked again.
func kept(recorded []verdict.Case, update string) map[string]verdict.Case {
	all := map[string]verdict.Case{}
	for _, c := range recorded {
		if update == "new" {
			all[fmt.Sprint(c, c.Base)] = c
		}
	}
	return all
}

// serversAgain is how many starts are tried again in every run, spread over the record.
const serversAgain = 12

// SampleServers starts some of the recorded servers again.
func SampleServers(t *testing.T) {
	recorded, err := readRecord(servers)
	must(t, err)
	slices.SortFunc(recorded, func(a, b verdict.Case) int { return cmp.Compare(place(a), place(b)) })
	compare(t, newStarter(t), recorded[:min(serversAgain, len(recorded))])
}

// AllServers starts them all and compares; or starts what the list of cases gives and writes the record anew, with update "new"
// only what is new in it.
func AllServers(t *testing.T, update string) {
	recorded, err := readRecord(servers)
	if update == "" {
		must(t, err)
		compare(t, newStarter(t), recorded)
		return
	}
	cases := renew(verdict.ServerCases(), recorded, update, func(asked []verdict.Case) []verdict.Case {
		return compare(t, newStarter(t), asked)
	})
	if !t.Failed() {
		must(t, writeRecord(servers, aboutServers, cases))
	}
}

// These open the records.
const (
	aboutCatalogs = `What Trino %d says of catalogs, asked by CREATE CATALOG; conformance/run trino-all asks again, UPDATE=1 writes this file.
A case is a change of the base above it, -name takes a property away; behind the colon stands what the complaint names.
`
	aboutServers = `What Trino %d says of a node's files, asked by starting it; conformance/run trino-all asks again, UPDATE=1 writes this file.
A case is a change of the base above it: file:property, file:line of jvm.config, or a whole file; -name takes one away.
`
)
