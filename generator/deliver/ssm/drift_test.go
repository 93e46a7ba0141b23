package ssm

import (
	"fmt"
	"slices"
	"testing"

	"weir.local/generator/deliver/ssm/ssmtest"
)

func TestDriftIsWhatSomebodyElseWrote(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	mustPush(t, s, small().payload(t))
	mustPush(t, s, small().with("catalog/tpch.properties", "").payload(t)) // stale, but weir's own
	p := small().with("catalog/tpch.properties", "").with("worker/config.properties", "coordinator=false\n# next").payload(t)
	d, err := s.Drift(t.Context(), p)
	if err != nil || len(d.Differences) > 0 || d.Release != 2 || d.Pending != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	there.Set(home+"/log.properties", "io.trino=DEBUG", "arn:aws:iam::111122223333:user/bob")
	there.Set(home+"/catalog/extra.properties", "connector.name=memory", "carol")
	there.Remove(home + "/coordinator/config.properties")
	there.Writes()
	d, err = s.Drift(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		parameter, what, by string
		pinned, newest      int64
	}{
		{home + "/catalog/extra.properties", "added", "carol", 0, 1},
		{home + "/coordinator/config.properties", "deleted", "", 1, 0},
		{home + "/log.properties", "changed", "arn:aws:iam::111122223333:user/bob", 1, 2},
	}
	if len(d.Differences) != len(want) {
		t.Fatalf("%+v", d.Differences)
	}
	for i, w := range want {
		g := d.Differences[i]
		if g.Parameter != w.parameter || g.What != w.what || g.By != w.by || g.Pinned != w.pinned || g.Newest != w.newest || g.Modified.IsZero() != (w.what == "deleted") {
			t.Errorf("got %+v, want %+v", g, w)
		}
	}
	if writes := there.Writes(); len(writes) > 0 {
		t.Errorf("wrote %q", writes)
	}
}

func TestAStoppedPushIsNoDrift(t *testing.T) {
	there := server(t)
	mustPush(t, open(t, there.URL), small().payload(t))
	proxy, err := ssmtest.Before(there.URL, ssmtest.Deny("PutParameter", "/release"))
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	next := small().with("log.properties", "io.trino=WARN").payload(t)
	if _, err := open(t, proxy.URL).Push(t.Context(), next, alice()); err == nil {
		t.Fatal("the release was written")
	}
	d, err := open(t, there.URL).Drift(t.Context(), next)
	if err != nil || len(d.Differences) > 0 {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestDriftNeedsARelease(t *testing.T) {
	_, err := open(t, server(t).URL).Drift(t.Context(), small().payload(t))
	wantRefusal(t, err, "there is no release of /weir/prod/adhoc", "weir ssm push writes the first")
}

func TestAnEarlierReleaseIsWholeOrSaysWhatIsGone(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	for i := range 3 {
		mustPush(t, s, small().with("log.properties", fmt.Sprint("io.trino=", i)).payload(t))
	}
	p := small().payload(t)
	there.Writes()
	if e, err := s.Earlier(t.Context(), p, 0); err != nil || e.Number != 2 || e.Newest != 3 || len(e.Gone) > 0 || !slices.Equal(e.Others, []int64{3, 2, 1}) {
		t.Errorf("%+v, %v", e, err)
	}
	_, err := s.Earlier(t.Context(), p, 7)
	wantRefusal(t, err, "there is no release 7 of /weir/prod/adhoc", "there are 1 to 3")

	there.Remove(home + "/log.properties")
	for i := range 3 { // made again by hand: the same versions of other values
		there.Set(home+"/log.properties", fmt.Sprint("io.trino=by hand ", i), "bob")
	}
	e, err := s.Earlier(t.Context(), p, 1)
	if err != nil || !slices.Equal(e.Gone, []string{home + "/log.properties:1"}) {
		t.Errorf("%+v, %v", e, err)
	}
	there.Remove(home + "/lists/worker/1")
	e, err = s.Earlier(t.Context(), p, 2)
	if err != nil || !slices.Contains(e.Gone, home+"/lists/worker/1:2") {
		t.Errorf("%+v, %v", e, err)
	}
	if writes := there.Writes(); len(writes) > 0 {
		t.Errorf("wrote %q", writes)
	}
}

func TestPruneDeletesWhatNoKeptReleaseNames(t *testing.T) {
	there := server(t)
	s := open(t, there.URL)
	many := small()
	for i := range 60 {
		many[fmt.Sprintf("catalog/c%02d.properties", i)] = "connector.name=tpch"
	}
	mustPush(t, s, many.payload(t)) // two lists a role
	mustPush(t, s, small().payload(t))
	mustPush(t, s, small().with("catalog/tpch.properties", "").payload(t))
	p := small().with("catalog/tpch.properties", "").payload(t)
	there.Set(home+"/password", "bob's own", "bob")

	names, err := s.Unnamed(t.Context(), p, Protect{Newest: 2})
	if err != nil || len(names) != 60+2 {
		t.Fatalf("%d to delete, want 60 catalogs and 2 lists: %q, %v", len(names), names, err)
	}
	if names, err := s.Unnamed(t.Context(), p, Protect{Newest: 1, Live: []int64{1}}); err != nil || len(names) > 0 {
		t.Errorf("a live release loses %q, %v", names, err)
	}
	deleted, err := s.Prune(t.Context(), p, Protect{Newest: 2}, alice().Owner, false)
	if err != nil || !slices.Equal(deleted, names) {
		t.Errorf("%q, %v", deleted, err)
	}
	holds(t, s, 2, small())
	holds(t, s, 3, small().with("catalog/tpch.properties", ""))
	if e, err := s.Earlier(t.Context(), p, 1); err != nil || len(e.Gone) < 2 {
		t.Errorf("%+v, %v", e, err)
	}
	left := there.Names()
	if len(left) != 5+2+1+1 || !slices.Contains(left, home+"/password") {
		t.Errorf("left %q", left)
	}
	if deleted, err := s.Prune(t.Context(), p, Protect{Newest: 2}, alice().Owner, false); err != nil || len(deleted) > 0 {
		t.Errorf("deleted again: %q, %v", deleted, err)
	}
}
