package ssm

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"weir.local/generator/deliver/ssm/ssmtest"
)

func TestAPushWritesWhatChangedAndTheReleaseLast(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	first := mustPush(t, s, small().payload(t))
	if first.Release != 1 || len(first.Notes) > 0 {
		t.Errorf("%+v", first)
	}
	writes := there.Writes()
	if writes[0] != home+"/lock" || writes[len(writes)-1] != home+"/release" || len(writes) != 5+2+2 {
		t.Errorf("wrote %q, want the lock first, the release last, and 5 files and 2 lists between them", writes)
	}
	holds(t, s, 1, small())

	changed := small().with("catalog/orders.properties", "connector.name=mysql\nmetadata.cache-ttl=20m")
	if done := mustPush(t, s, changed.payload(t)); done.Release != 2 {
		t.Errorf("%+v", done)
	}
	got := slices.Sorted(slices.Values(there.Writes()))
	if want := names("catalog/orders.properties", "lists/coordinator/1", "lists/worker/1", "lock", "release"); !slices.Equal(got, want) {
		t.Errorf("wrote %q, want %q", got, want)
	}
	holds(t, s, 2, changed)
	holds(t, s, 1, small()) // an older release stays what it was
	if len(there.Versions(home+"/lock")) > 0 {
		t.Error("the lock was not given back")
	}
}

func TestAPushOfNothingNewWritesNothing(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	mustPush(t, s, small().payload(t))
	there.Writes()
	if done := mustPush(t, s, small().payload(t)); done.Release != 1 || len(done.Written) > 0 {
		t.Errorf("%+v", done)
	}
	if writes := there.Writes(); len(writes) > 0 {
		t.Errorf("wrote %q", writes)
	}
}

func TestARemovedFileLeavesTheReleaseAndStays(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	mustPush(t, s, small().payload(t))
	without := small().with("catalog/tpch.properties", "")
	mustPush(t, s, without.payload(t))
	holds(t, s, 2, without)
	holds(t, s, 1, small())
	plan, err := s.Plan(t.Context(), without.payload(t))
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Current || plan.Count(Stale) != 1 || plan.Count(Unchanged) != 4 {
		t.Errorf("%+v", plan)
	}
}

func TestAPlanSaysWhatAPushWouldDo(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	mustPush(t, s, small().payload(t))
	there.Writes()
	next := small().with("catalog/tpch.properties", "").with("log.properties", "io.trino=DEBUG").with("catalog/new.properties", "connector.name=tpcds")
	plan, err := s.Plan(t.Context(), next.payload(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []Step{
		{Create, home + "/catalog/new.properties", "ssm/catalog/new.properties.yaml", 0, 20},
		{Unchanged, home + "/catalog/orders.properties", "ssm/catalog/orders.properties.yaml", 1, 43},
		{Stale, home + "/catalog/tpch.properties", "", 1, 0},
		{Unchanged, home + "/coordinator/config.properties", "ssm/coordinator/config.properties.yaml", 1, 16},
		{Change, home + "/log.properties", "ssm/log.properties.yaml", 1, 14},
		{Unchanged, home + "/worker/config.properties", "ssm/worker/config.properties.yaml", 1, 17},
	}
	if !slices.Equal(plan.Steps, want) || plan.Current || plan.Release != 1 {
		t.Errorf("%+v", plan)
	}
	if writes := there.Writes(); len(writes) > 0 {
		t.Errorf("wrote %q", writes)
	}
}

func TestALargeClusterIsPushedInListsOfFreeParameters(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	many := small()
	for i := range 120 {
		many[fmt.Sprintf("catalog/c%03d.properties", i)] = fmt.Sprintf("connector.name=tpch\ntpch.splits-per-node=%d", i)
	}
	many["rules.json"] = strings.Repeat("x", 4097) // Advanced
	mustPush(t, s, many.payload(t))
	holds(t, s, 1, many)
	if len(there.Versions(home+"/lists/worker/2")) != 1 {
		t.Error("120 files are pinned in one list of 4 KB")
	}
	smaller := many.with("rules.json", "{}") // never becomes Standard again
	mustPush(t, s, smaller.payload(t))
	holds(t, s, 2, smaller)
}

// A reader at any time reads one whole release.
func TestAReaderNeverSeesAMix(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	whole := map[int64]estate{}
	next := func(n int64) estate {
		e := estate{}
		for name, text := range small() {
			e[name] = fmt.Sprintf("%s\n# %d", text, n)
		}
		e[fmt.Sprintf("catalog/only%d.properties", n)] = "connector.name=tpch"
		return e
	}
	for n := int64(1); n <= 12; n++ {
		whole[n] = next(n).asRead()
	}
	mustPush(t, s, next(1).payload(t))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	var mu sync.Mutex
	seen := map[int64]int{}
	for range 4 {
		reader := open(t, there.URL)
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got, number, err := read(t.Context(), reader, 0)
				if err != nil || !maps.Equal(got, whole[number]) {
					t.Errorf("release %d: %v: %q", number, err, got)
					return
				}
				mu.Lock()
				seen[number]++
				mu.Unlock()
			}
		})
	}
	for n := int64(2); n <= 12; n++ {
		mustPush(t, s, next(n).payload(t))
	}
	close(stop)
	readers.Wait()
	if len(seen) < 3 {
		t.Errorf("readers saw %v: too few releases to say anything", seen)
	}
}

func TestAStoppedPushGoesOnWhereItStopped(t *testing.T) {
	there := server(t)
	proxy, err := ssmtest.Before(there.URL, ssmtest.Deny("PutParameter", "/log.properties"))
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	_, err = open(t, proxy.URL).Push(t.Context(), small().payload(t), alice())
	var stopped *Stopped
	if !errors.As(err, &stopped) || stopped.Written == 0 || stopped.Written > 4 || stopped.Release != 0 {
		t.Fatalf("%+v", err)
	}
	before := there.Writes()
	s := open(t, there.URL)
	if done := mustPush(t, s, small().payload(t)); len(done.Written) != 5+2+1-stopped.Written {
		t.Errorf("the second push wrote %q after the first wrote %q", done.Written, before)
	}
	holds(t, s, 1, small())
	for _, name := range there.Names() {
		if n := len(there.Versions(name)); n != 1 {
			t.Errorf("%d versions of %s", n, name)
		}
	}
}

func TestASecondPushIsRefusedAndSaysByWhom(t *testing.T) {
	there := server(t)
	there.Set(home+"/lock", "owner bob@build\nprocess 0\nsince 2026-01-02T03:04:05Z\ntoken x", "bob")
	s := open(t, there.URL)
	push := alice()
	_, err := s.Push(t.Context(), small().payload(t), push)
	wantRefusal(t, err, "bob@build has been writing releases of /weir/prod/adhoc since 2026-01-02T03:04:05Z", "from 15 minutes on --break-lock")
	push.BreakLock = true
	_, err = s.Push(t.Context(), small().payload(t), push)
	wantRefusal(t, err, "bob@build", "--break-lock takes a lock that is 15 minutes old, and this one is 0")
	if writes := there.Writes(); len(writes) > 0 {
		t.Errorf("wrote %q", writes)
	}
	there.Now = func() time.Time { return time.Now().Add(16*time.Minute + 30*time.Second) }
	push.BreakLock = false
	_, err = s.Push(t.Context(), small().payload(t), push)
	wantRefusal(t, err, "bob@build", "write --break-lock: its lock is 16 minutes old")
	push.BreakLock = true
	if done, err := s.Push(t.Context(), small().payload(t), push); err != nil || done.Release != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestAPushTakesOverItsOwnLock(t *testing.T) {
	for _, tt := range []struct {
		name, lock string
		owner      Owner
		takes      bool
	}{
		{"the same run of a pipeline", "owner build:7\nprocess 0", Owner{Name: "build:7"}, true},
		{"another run", "owner build:7\nprocess 0", Owner{Name: "build:8"}, false},
		{"a process that is gone", "owner alice@laptop\nprocess 41", Owner{Name: "alice@laptop", Process: 42, Runs: func(int) bool { return false }}, true},
		{"a process that runs", "owner alice@laptop\nprocess 41", Owner{Name: "alice@laptop", Process: 42, Runs: func(n int) bool { return n == 41 }}, false},
		{"a process of another machine", "owner alice@other\nprocess 41", Owner{Name: "alice@laptop", Process: 42, Runs: func(int) bool { return false }}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			there := server(t)
			there.Set(home+"/lock", tt.lock, "")
			push := alice()
			push.Owner = tt.owner
			_, err := open(t, there.URL).Push(t.Context(), small().payload(t), push)
			if tt.takes != (err == nil) {
				t.Error(err)
			}
			if left := len(there.Versions(home+"/lock")) > 0; left == tt.takes {
				t.Errorf("the lock is there: %t", left)
			}
		})
	}
}

func TestABrokenLockStopsThePushBeforeItsRelease(t *testing.T) {
	there := server(t)
	proxy, err := ssmtest.Before(there.URL, ssmtest.Meanwhile("PutParameter", "/lists/", func() {
		there.Set(home+"/lock", "owner bob@build\nprocess 0\nsince now\ntoken y", "bob")
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	_, err = open(t, proxy.URL).Push(t.Context(), small().payload(t), alice())
	wantRefusal(t, err, "bob@build broke the lock meanwhile, so no release was written", "wait until it has ended")
	if len(there.Versions(home+"/release")) > 0 {
		t.Error("a release was written")
	}
	if len(there.Versions(home+"/lock")) == 0 {
		t.Error("bob's lock was deleted")
	}
}

func TestAPushIntoAnotherAccountIsRefused(t *testing.T) {
	there := server(t)
	p := small().payload(t)
	p.Account = "444455556666"
	_, err := open(t, there.URL).Push(t.Context(), p, alice())
	wantRefusal(t, err, "these credentials are of account 111122223333, and /weir/prod/adhoc is of 444455556666", "use credentials of 444455556666")
	if names := there.Names(); len(names) > 0 {
		t.Errorf("left %q", names)
	}
}

func TestTheHundredthVersionIsRefusedWhereALiveReleasePinsTheFirst(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	p := small().payload(t)
	mustPush(t, s, p)
	for i := range 99 { // by hand: log.properties has 100 versions now, and release 1 pins the first
		there.Set(home+"/log.properties", fmt.Sprint("io.trino=", i), "bob")
	}
	there.Writes()
	next := small().with("log.properties", "io.trino=WARN").payload(t)
	_, err := s.Push(t.Context(), next, alice())
	wantRefusal(t, err, "release 1 pins version 1 of /weir/prod/adhoc/log.properties, and version 101 would drop it", "deploy a newer release")
	if writes := there.Writes(); !slices.Equal(writes, names("lock")) {
		t.Errorf("wrote %q", writes)
	}
	holds(t, s, 1, small())

	other := small().with("catalog/tpch.properties", "connector.name=tpcds").payload(t) // and pins log.properties as declared
	if _, err := s.Push(t.Context(), other, alice()); err == nil {
		t.Error("log.properties would be written a 101st time")
	}
	push := alice()
	push.Protect = Protect{Newest: 0}
	if _, err := s.Push(t.Context(), next, push); err != nil {
		t.Error(err)
	}
}

func TestALiveReleaseIsKeptWhereNewerOnesAreMany(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	push := alice()
	push.Protect.Live = []int64{1}
	for i := range 100 {
		if _, err := s.Push(t.Context(), small().with("log.properties", fmt.Sprint("io.trino=", i)).payload(t), alice()); err != nil {
			t.Fatal(err)
		}
	}
	next := small().with("log.properties", "io.trino=WARN").payload(t)
	_, err := s.Push(t.Context(), next, push)
	wantRefusal(t, err, "release 1 pins version 1 of ", "--live")
	push.Protect.Live = []int64{777}
	_, err = s.Push(t.Context(), next, push)
	wantRefusal(t, err, "there is no release 777 of /weir/prod/adhoc", "the newest is 100")
	push.Protect.Live = []int64{91}
	if done, err := s.Push(t.Context(), next, push); err != nil || done.Release != 101 {
		t.Errorf("%+v, %v", done, err)
	}
}

func wantRefusal(t *testing.T, err error, message, remedy string) {
	t.Helper()
	var r *Refused
	if !errors.As(err, &r) || !strings.Contains(r.Message, message) || !strings.Contains(r.Remedy, remedy) {
		t.Errorf("got %+v, want %q and %q", err, message, remedy)
	}
}
