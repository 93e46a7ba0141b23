package ssmtest

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Call is a call that the proxy sees.
type Call struct {
	Action string   // "PutParameter"
	Names  []string // of parameters
	N      int      // how many of this proxy came before it
	Signed time.Time
}

// About says whether any of its parameters' names contains a text.
func (c Call) About(part string) bool {
	for _, name := range c.Names {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// Fault answers a call in place of the server, or does nothing to it: then it
// says so. pass hands the call on and returns what the server answered.
type Fault func(c Call, w http.ResponseWriter, pass func() *httptest.ResponseRecorder) (answered bool)

// Proxy stands before a Parameter Store and lets calls fail.
type Proxy struct {
	*httptest.Server
	mu     sync.Mutex
	faults []Fault
	seen   int
	failed int
}

// Before starts a proxy before the server at an address.
func Before(address string, faults ...Fault) (*Proxy, error) {
	target, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	onward := httputil.NewSingleHostReverseProxy(target)
	onward.ErrorLog = log.New(io.Discard, "", 0) // a caller that goes away is what these tests are about
	p := &Proxy{faults: faults}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, onward) }))
	return p, nil
}

// Failed is how many calls a fault answered.
func (p *Proxy) Failed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failed
}

func (p *Proxy) serve(w http.ResponseWriter, r *http.Request, onward http.Handler) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	c := callOf(r, body)
	p.mu.Lock()
	c.N = p.seen
	p.seen++
	p.mu.Unlock()
	pass := func() *httptest.ResponseRecorder {
		r.Body = io.NopCloser(bytes.NewReader(body))
		rec := httptest.NewRecorder()
		onward.ServeHTTP(rec, r)
		return rec
	}
	if !p.fails(c, w, pass) {
		copyAnswer(w, pass())
	}
}

// fails lets the faults answer a call, and counts it when one does.
func (p *Proxy) fails(c Call, w http.ResponseWriter, pass func() *httptest.ResponseRecorder) (failed bool) {
	failed = true // also when a fault cuts the connection, and never returns
	defer func() {
		if failed {
			p.mu.Lock()
			p.failed++
			p.mu.Unlock()
		}
	}()
	for _, fault := range p.faults {
		if fault(c, w, pass) {
			return true
		}
	}
	return false
}

func callOf(r *http.Request, body []byte) Call {
	var in input
	_ = json.Unmarshal(body, &in)
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	c := Call{Action: action, Names: in.Names}
	if in.Name != "" {
		c.Names = append(c.Names, in.Name)
	}
	c.Signed, _ = time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	return c
}

func copyAnswer(w http.ResponseWriter, rec *httptest.ResponseRecorder) {
	for key, values := range rec.Header() {
		w.Header()[key] = values
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// Throttle refuses three calls of ten, spread evenly.
func Throttle() Fault {
	return func(c Call, w http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
		if c.N*3%10 >= 3 {
			return false
		}
		Refuse(w, http.StatusBadRequest, "ThrottlingException", "Rate exceeded")
		return true
	}
}

// Cut drops the connection of every nth call: of one half before the server
// sees the call, of the other after it has done it.
func Cut(nth int) Fault {
	return func(c Call, _ http.ResponseWriter, pass func() *httptest.ResponseRecorder) bool {
		if c.N%nth != nth-1 {
			return false
		}
		if c.N/nth%2 == 0 {
			pass()
		}
		panic(http.ErrAbortHandler)
	}
}

// Slow answers every nth call, which it has done, after a while that is longer than the
// caller waits.
func Slow(nth int, longer time.Duration) Fault {
	return func(c Call, w http.ResponseWriter, pass func() *httptest.ResponseRecorder) bool {
		if c.N%nth != nth-1 {
			return false
		}
		rec := pass()
		time.Sleep(longer)
		copyAnswer(w, rec)
		return true
	}
}

// Deny refuses an action on the parameters whose name contains a text.
func Deny(action, part string) Fault {
	return func(c Call, w http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
		if c.Action != action || !c.About(part) {
			return false
		}
		Refuse(w, http.StatusBadRequest, "AccessDeniedException",
			"User: arn:aws:sts::"+Account+":assumed-role/weir-deploy/push is not authorized to perform: ssm:"+action+" on resource: arn:aws:ssm:us-west-2:"+Account+":parameter"+c.Names[0])
		return true
	}
}

// Expire refuses every call after the first n.
func Expire(n int) Fault {
	return func(c Call, w http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
		if c.N < n {
			return false
		}
		Refuse(w, http.StatusBadRequest, "ExpiredTokenException", "The security token included in the request is expired")
		return true
	}
}

// Ahead is a server whose clock is ahead of the caller's; as AWS it refuses
// what was signed more than five minutes before or after its own time.
func Ahead(by time.Duration) Fault {
	return func(c Call, w http.ResponseWriter, pass func() *httptest.ResponseRecorder) bool {
		now := time.Now().Add(by)
		w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
		if now.Sub(c.Signed).Abs() > 5*time.Minute {
			Refuse(w, http.StatusBadRequest, "InvalidSignatureException", "Signature expired: "+c.Signed.Format("20060102T150405Z")+" is now earlier than "+now.Add(-5*time.Minute).Format("20060102T150405Z"))
			return true
		}
		rec := pass()
		rec.Header().Set("Date", now.UTC().Format(http.TimeFormat))
		copyAnswer(w, rec)
		return true
	}
}

// Meanwhile does something once, right before an action on a parameter whose name contains a text.
func Meanwhile(action, part string, do func()) Fault {
	var once sync.Once
	return func(c Call, _ http.ResponseWriter, _ func() *httptest.ResponseRecorder) bool {
		if c.Action == action && c.About(part) {
			once.Do(do)
		}
		return false
	}
}
