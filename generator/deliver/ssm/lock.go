package ssm

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"weir.local/generator/aws/release"
)

// BreakAfter is how old a lock must be before another may break it: a push of
// 2,000 parameters at 3 a second takes 11 minutes.
const BreakAfter = 15 * time.Minute

// Owner says who pushes. One that ended without giving its lock back takes it
// over: by its name where it has no process, as the run of a pipeline, and
// otherwise when its process is gone.
type Owner struct {
	Name    string // "alice@laptop", "codebuild:3f2a"
	Process int    // 0: the name alone says who it is
	Runs    func(process int) bool
}

// lock is a parameter that a push holds while it writes.
type lock struct {
	name    string
	owner   string
	process int
	since   string
	value   string
	version int64
}

// lockValue is a text that people read, with a token that makes it this push's
// alone.
func lockValue(o Owner, now time.Time) string {
	return fmt.Sprintf("owner %s\nprocess %d\nsince %s\ntoken %s", strings.Join(strings.Fields(o.Name), "_"), o.Process, now.UTC().Format(time.RFC3339), rand.Text())
}

func lockOf(h held) lock {
	l := lock{name: h.Name, value: h.Value, version: h.Version}
	for line := range strings.Lines(h.Value) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "owner":
			l.owner = value
		case "process":
			l.process, _ = strconv.Atoi(value)
		case "since":
			l.since = value
		}
	}
	return l
}

// left says whether the owner left this lock behind.
func (l lock) left(o Owner) bool {
	if l.owner != strings.Join(strings.Fields(o.Name), "_") || l.process != o.Process {
		return l.owner == strings.Join(strings.Fields(o.Name), "_") && l.process != 0 && o.Process != 0 && !o.Runs(l.process)
	}
	return true
}

// acquire takes the lock, or says who has it.
func (s *Store) acquire(ctx context.Context, p *Payload, o Owner, breakLock bool) (lock, error) {
	about := Parameter{Name: release.LockName(p.Home), Description: "Somebody writes releases of " + p.Home, Tags: p.Release.Tags}
	mine := lock{name: about.Name, value: lockValue(o, time.Now())}
	if _, err := s.put(ctx, about, mine.value, true); err != nil {
		if err := s.takeOver(ctx, about, mine, o, breakLock, err); err != nil {
			return lock{}, err
		}
	}
	return mine, s.inAccount(ctx, p, mine)
}

// takeOver takes a lock that is there: one of this very call, that was retried;
// one that this owner left behind; or an old one, when it may be broken.
func (s *Store) takeOver(ctx context.Context, about Parameter, mine lock, o Owner, breakLock bool, refused error) error {
	var exists *types.ParameterAlreadyExists
	if !errors.As(refused, &exists) {
		return refused
	}
	h, age, err := s.newest(ctx, about.Name)
	if err != nil {
		return err
	}
	theirs := lockOf(h)
	switch {
	case h.Value == mine.value:
		return nil
	case h.Value == "" || theirs.left(o) || breakLock && age >= BreakAfter:
		return s.overwriteLock(ctx, about, mine, theirs)
	}
	return refuse(lockRemedy(age, breakLock), "%s has been writing releases of %s since %s", theirs.owner, strings.TrimSuffix(about.Name, "/lock"), theirs.since)
}

func lockRemedy(age time.Duration, breakLock bool) string {
	switch {
	case age >= BreakAfter:
		return fmt.Sprintf("make sure that it does not run any more, and write --break-lock: its lock is %d minutes old", int(age.Minutes()))
	case breakLock:
		return fmt.Sprintf("wait: --break-lock takes a lock that is %d minutes old, and this one is %d", int(BreakAfter.Minutes()), int(age.Minutes()))
	}
	return fmt.Sprintf("wait until it has ended; from %d minutes on --break-lock takes the lock", int(BreakAfter.Minutes()))
}

// overwriteLock replaces a lock. Where two do so at once, the one whose
// version follows what it saw has it; the other finds out before its release.
func (s *Store) overwriteLock(ctx context.Context, about Parameter, mine, theirs lock) error {
	version, err := s.put(ctx, about, mine.value, theirs.version == 0)
	if err != nil {
		return err
	}
	if version > theirs.version+1 {
		return s.stillMine(ctx, mine)
	}
	return nil
}

// newest is the newest version of a parameter and how old it is by AWS's
// clock; none when it is not there.
func (s *Store) newest(ctx context.Context, name string) (held, time.Duration, error) {
	got, err := s.api.GetParameter(ctx, &ssm.GetParameterInput{Name: aws.String(name)})
	var missing *types.ParameterNotFound
	switch {
	case errors.As(err, &missing):
		return held{}, 0, nil
	case err != nil:
		return held{}, 0, explain("reading "+name, err)
	}
	h := heldOf(*got.Parameter)
	now, ok := awsmiddleware.GetServerTime(got.ResultMetadata)
	if !ok {
		now = time.Now()
	}
	return h, now.Sub(h.Modified), nil
}

// stillMine refuses to go on when somebody broke the lock.
func (s *Store) stillMine(ctx context.Context, mine lock) error {
	h, _, err := s.newest(ctx, mine.name)
	switch {
	case err != nil:
		return err
	case h.Value == "":
		return refuse("run it again: it goes on where it stopped", "%s was deleted meanwhile, so no release was written", mine.name)
	case h.Value != mine.value:
		return refuse("wait until it has ended, and run it again: it goes on where it stopped", "%s broke the lock meanwhile, so no release was written", lockOf(h).owner)
	}
	return nil
}

// inAccount gives the lock back when it lies in another account.
func (s *Store) inAccount(ctx context.Context, p *Payload, mine lock) error {
	h, _, err := s.newest(ctx, mine.name)
	if err == nil {
		err = p.belongs(map[string]held{mine.name: h})
	}
	if err != nil {
		s.giveBack(ctx, mine)
	}
	return err
}

// giveBack deletes the lock, unless it is somebody else's by now. It does so
// also when the push was interrupted, and what it cannot do stays: the same
// owner takes it over.
func (s *Store) giveBack(ctx context.Context, mine lock) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if s.stillMine(ctx, mine) == nil {
		_ = s.remove(ctx, []string{mine.name})
	}
}
