package ssm

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
)

// Push is what a push is told.
type Push struct {
	Owner     Owner
	BreakLock bool
	Protect   Protect
	Progress  func(done, total int) // of files; nil: nobody looks
}

// Protect names the releases that stay whole.
type Protect struct {
	Newest int     // so many of the newest
	Live   []int64 // and these, which services run
}

// Pushed is what a push did.
type Pushed struct {
	Release int64    // the newest
	Written []string // files, then lists; none when the release was there already
	Notes   []string // what somebody should know
}

// Push writes what differs, and the release last. What it wrote when it fails
// is found unchanged by the next one.
func (s *Store) Push(ctx context.Context, p *Payload, o Push) (done Pushed, err error) {
	plan, err := s.Plan(ctx, p)
	if err != nil || plan.Current {
		return Pushed{Release: plan.release()}, err
	}
	mine, err := s.acquire(ctx, p, o.Owner, o.BreakLock)
	if err != nil {
		return Pushed{}, err
	}
	defer s.giveBack(ctx, mine)
	there, err := s.beneath(ctx, p.Home) // under the lock: nothing of weir's changes it now
	if err != nil {
		return Pushed{}, err
	}
	w := &writing{Store: s, payload: p, there: there, versions: map[string]int64{}}
	err = w.all(ctx, o, mine)
	return w.Pushed, w.stopped(err)
}

func (p *Plan) release() int64 {
	if p == nil {
		return 0
	}
	return p.Release
}

// writing is one push under way.
type writing struct {
	*Store
	Pushed
	payload  *Payload
	there    map[string]held
	versions map[string]int64 // of each parameter, the one to pin
	expect   []expected
}

// expected is a version that was written, and what it must hold.
type expected struct {
	ref, value string
}

func (w *writing) all(ctx context.Context, o Push, mine lock) error {
	if err := w.mayWrite(ctx, o.Protect); err != nil {
		return err
	}
	if err := w.files(ctx, o.Progress); err != nil {
		return err
	}
	lists := w.payload.lists(w.versions)
	for _, l := range lists {
		if err := w.write(ctx, l.Parameter, l.value); err != nil {
			return err
		}
	}
	if err := w.readBack(ctx); err != nil {
		return err
	}
	if err := w.stillMine(ctx, mine); err != nil {
		return err
	}
	return w.release(ctx, w.payload.text(lists, w.versions))
}

func (w *writing) files(ctx context.Context, progress func(done, total int)) error {
	plan := w.payload.plan(w.there)
	changes := plan.Count(Create) + plan.Count(Change)
	for _, f := range w.payload.Files {
		if err := w.write(ctx, f.Parameter, f.Value); err != nil {
			return err
		}
		if progress != nil {
			progress(len(w.Written), changes)
		}
	}
	return nil
}

// write writes a parameter unless it holds the value, and notes its version.
func (w *writing) write(ctx context.Context, p Parameter, value string) error {
	before, ok := w.there[p.Name]
	if ok && before.Value == value {
		w.versions[p.Name] = before.Version
		return nil
	}
	version, err := w.put(ctx, p, value, !ok)
	var exists *types.ParameterAlreadyExists
	if errors.As(err, &exists) { // by this very call, whose answer was lost, or by somebody else
		version, err = w.put(ctx, p, value, false)
	}
	if err != nil {
		return err
	}
	if err := w.noteOthers(ctx, p.Name, before.Version, version, value); err != nil {
		return err
	}
	w.versions[p.Name] = version
	w.Written = append(w.Written, p.Name)
	w.expect = append(w.expect, expected{fmt.Sprintf("%s:%d", p.Name, version), value})
	return nil
}

// noteOthers says when somebody else wrote the parameter between reading and
// writing it. A call of ours that was retried leaves the same value twice.
func (w *writing) noteOthers(ctx context.Context, name string, before, version int64, value string) error {
	var refs []string
	for v := before + 1; v < version; v++ {
		refs = append(refs, fmt.Sprintf("%s:%d", name, v))
	}
	between, err := w.at(ctx, refs)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		if h, ok := between[ref]; ok && h.Value != value {
			w.Notes = append(w.Notes, fmt.Sprintf("somebody else wrote %s during this push; version %d is what out/ says, and is pinned", ref, version))
		}
	}
	return nil
}

const looks = 5 // at what was just written: AWS does not say how soon it is read

// readBack makes sure that every version that was written is there and holds
// what it must.
func (w *writing) readBack(ctx context.Context) error {
	for look := 1; ; look++ {
		missing, err := w.missing(ctx)
		if err != nil || len(missing) == 0 {
			return err
		}
		if look == looks {
			return refuse("find out who writes there, and run it again: it goes on where it stopped",
				"%s cannot be read back as it was written", named(missing))
		}
		select {
		case <-ctx.Done():
			return explain("reading back", ctx.Err())
		case <-time.After(w.back):
		}
	}
}

func (w *writing) missing(ctx context.Context) ([]string, error) {
	var refs, missing []string
	for _, e := range w.expect {
		refs = append(refs, e.ref)
	}
	got, err := w.at(ctx, refs)
	for _, e := range w.expect {
		if h, ok := got[e.ref]; !ok || h.Value != e.value {
			missing = append(missing, e.ref)
		}
	}
	return missing, err
}

// release writes the release, and reads it back.
func (w *writing) release(ctx context.Context, text string) error {
	name := w.payload.Release.Name
	w.expect = nil
	about := w.payload.Release
	about.Tier = aws.Tier(len(text))
	if err := w.write(ctx, about, text); err != nil {
		return err
	}
	if err := w.readBack(ctx); err != nil {
		return err
	}
	w.Release = w.versions[name]
	return nil
}

// stopped adds to an error how far the push came.
func (w *writing) stopped(err error) error {
	if err == nil {
		return nil
	}
	return &Stopped{err, len(w.Written), w.there[release.Name(w.payload.Home)].Version}
}

// Stopped says how far a push came that did not end.
type Stopped struct {
	Err     error
	Written int   // parameters that the next push finds unchanged
	Release int64 // the newest there is; 0: none
}

func (s *Stopped) Error() string { return s.Err.Error() }
func (s *Stopped) Unwrap() error { return s.Err }
