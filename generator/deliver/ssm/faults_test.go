package ssm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/generator/deliver/ssm/ssmtest"
)

// large is a cluster of 35 files: a push of it is some 50 calls.
func large(text string) estate {
	e := small().with("log.properties", text)
	for i := range 30 {
		e[fmt.Sprintf("catalog/c%02d.properties", i)] = "connector.name=tpch\n# " + text
	}
	return e
}

// behind is a store that lies behind a proxy with faults.
func behind(t *testing.T, there *ssmtest.Server, faults ...ssmtest.Fault) (*Store, *ssmtest.Proxy) {
	t.Helper()
	proxy, err := ssmtest.Before(there.URL, faults...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Close)
	return open(t, proxy.URL), proxy
}

func TestAPushComesThroughWhatPasses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault ssmtest.Fault
		twice bool // a call whose answer was lost is repeated, and may leave its value in two versions
	}{
		{"three calls of ten throttled", ssmtest.Throttle(), false},
		{"connections cut", ssmtest.Cut(4), true},
		{"answers that come too late", ssmtest.Slow(9, 400*time.Millisecond), true},
		{"a clock 20 minutes behind that of AWS", ssmtest.Ahead(20 * time.Minute), false},
		{"a clock 20 minutes ahead", ssmtest.Ahead(-20 * time.Minute), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			there := server(t)
			mustPush(t, open(t, there.URL), large("one").payload(t))
			proxy, err := ssmtest.Before(there.URL, tt.fault)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(proxy.Close)
			s, err := Open(t.Context(), Options{Region: "us-west-2", Endpoint: proxy.URL, Rate: 10000, Backoff: 5 * time.Millisecond, Timeout: 200 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			done := mustPush(t, s, large("two").payload(t))
			if len(done.Notes) > 0 {
				t.Errorf("%q", done.Notes)
			}
			if proxy.Failed() == 0 {
				t.Fatal("no call failed")
			}
			direct := open(t, there.URL)
			holds(t, direct, done.Release, large("two"))
			holds(t, direct, 1, large("one"))
			for _, name := range there.Names() {
				if n := len(there.Versions(name)); n > 2 && !tt.twice || n == 0 {
					t.Errorf("%d versions of %s", n, name)
				}
			}
			if again := mustPush(t, direct, large("two").payload(t)); again.Release != done.Release || len(again.Written) > 0 {
				t.Errorf("a second push wrote %q", again.Written)
			}
			if slices.Contains(there.Names(), home+"/lock") {
				t.Error("the lock was not given back")
			}
		})
	}
}

func TestAPushThatFailsSaysWhatToDoAndGoesOn(t *testing.T) {
	for _, tt := range []struct {
		name, says, remedy string
		fault              ssmtest.Fault
	}{
		{
			"access denied on one path",
			"writing /weir/prod/adhoc/catalog/c17.properties: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/weir-deploy/push is not authorized to perform: ssm:PutParameter on resource: arn:aws:ssm:us-west-2:111122223333:parameter/weir/prod/adhoc/catalog/c17.properties",
			"allow the role the action on the parameter that the message names; then run it again: it goes on where it stopped",
			ssmtest.Deny("PutParameter", "c17"),
		},
		{
			"credentials that expire", "ExpiredTokenException: The security token included in the request is expired",
			"renew the credentials", ssmtest.Expire(25),
		},
		{
			"throttled for good", "ThrottlingException: Rate exceeded", "write --rate 1",
			func(c ssmtest.Call, w http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
				if c.N > 25 {
					ssmtest.Refuse(w, http.StatusBadRequest, "ThrottlingException", "Rate exceeded")
				}
				return c.N > 25
			},
		},
		{
			"somebody else writes at the same moment", "TooManyUpdates: There are concurrent updates", "find out who",
			func(c ssmtest.Call, w http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
				if c.Action != "PutParameter" || !c.About("c05") {
					return false
				}
				ssmtest.Refuse(w, http.StatusBadRequest, "TooManyUpdates", "There are concurrent updates for a resource.")
				return true
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			there := server(t)
			direct := open(t, there.URL)
			mustPush(t, direct, large("one").payload(t))
			s, _ := behind(t, there, tt.fault)
			done, err := s.Push(t.Context(), large("two").payload(t), alice())
			var fault *Fault
			var stopped *Stopped
			if !errors.As(err, &fault) || !errors.As(err, &stopped) || stopped.Release != 1 || done.Release != 0 {
				t.Fatalf("%+v, %v", done, err)
			}
			if !strings.Contains(fault.Error(), tt.says) || !strings.Contains(fault.Remedy, tt.remedy) {
				t.Errorf("got %q, %q", fault, fault.Remedy)
			}
			holds(t, direct, 0, large("one")) // what starts now reads the older release
			push := alice()                   // whose lock may still be there: the owner takes it over
			again, err := direct.Push(t.Context(), large("two").payload(t), push)
			if err != nil || again.Release != 2 {
				t.Fatalf("%+v, %v", again, err)
			}
			if len(again.Written)+stopped.Written != 31+2+1 { // files, lists, release: each once
				t.Errorf("first %d, then %d", stopped.Written, len(again.Written))
			}
			holds(t, direct, 2, large("two"))
			holds(t, direct, 1, large("one"))
		})
	}
}

func TestAVersionOfSomebodyElseIsSaidAndNeverPinned(t *testing.T) {
	there := server(t)
	mustPush(t, open(t, there.URL), small().payload(t))
	s, _ := behind(t, there, ssmtest.Meanwhile("PutParameter", "/log.properties", func() { there.Set(home+"/log.properties", "io.trino=TRACE", "bob") }))
	next := small().with("log.properties", "io.trino=WARN")
	done := mustPush(t, s, next.payload(t))
	if len(done.Notes) != 1 || !strings.Contains(done.Notes[0], "somebody else wrote /weir/prod/adhoc/log.properties:2 during this push; version 3 is what out/ says") {
		t.Errorf("%q", done.Notes)
	}
	holds(t, s, done.Release, next)
}

func TestWhatCannotBeReadBackIsNotReleased(t *testing.T) {
	there := server(t)
	s, _ := behind(t, there, func(c ssmtest.Call, w http.ResponseWriter, pass func() *httptest.ResponseRecorder) bool {
		if c.Action != "GetParameters" {
			return false
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = w.Write([]byte(`{"Parameters":[],"InvalidParameters":[]}`))
		return true
	})
	_, err := s.Push(t.Context(), small().payload(t), alice())
	wantRefusal(t, err, "cannot be read back as it was written", "run it again")
	if len(there.Versions(home+"/release")) > 0 {
		t.Error("a release was written")
	}
}

func TestAnInterruptedPushGivesItsLockBack(t *testing.T) {
	there := server(t)
	ctx, interrupt := context.WithCancel(t.Context())
	s, _ := behind(t, there, ssmtest.Meanwhile("PutParameter", "/log.properties", interrupt))
	_, err := s.Push(ctx, small().payload(t), alice())
	var fault *Fault
	if !errors.As(err, &fault) || fault.Says != "interrupted" || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if len(there.Versions(home+"/lock"))+len(there.Versions(home+"/release")) > 0 {
		t.Errorf("left %q", there.Names())
	}
}

func TestNobodyThereIsSaidAtOnce(t *testing.T) {
	there := server(t)
	address := there.URL
	there.Close()
	s, err := Open(t.Context(), Options{Region: "us-west-2", Endpoint: address}) // with the pauses of a user's
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	_, err = s.Plan(ctx, small().payload(t))
	var fault *Fault
	if !errors.As(err, &fault) || !strings.Contains(fault.Says, "no answer: ") || !strings.Contains(fault.Remedy, "the region and the endpoint") {
		t.Errorf("%v", err)
	}
}
