package ssm

import (
	"context"
	"fmt"
	"strings"

	"weir.local/generator/aws/release"
)

// Unnamed are the parameters beneath the payload's home that older releases
// name and none of the protected ones does: what prune deletes. A parameter that
// no release names is not weir's, and a SecureString never is.
func (s *Store) Unnamed(ctx context.Context, p *Payload, keep Protect) ([]string, error) {
	there, err := s.beneath(ctx, p.Home)
	if err != nil {
		return nil, err
	}
	if err := p.belongs(there); err != nil {
		return nil, err
	}
	past, err := s.everNamed(ctx, p.Home)
	if err != nil {
		return nil, err
	}
	texts, err := s.protected(ctx, p.Home, there[p.Release.Name].Version, keep)
	if err != nil {
		return nil, err
	}
	kept, err := s.releases(ctx, texts)
	if err != nil {
		return nil, err
	}
	needed := map[string]bool{p.Release.Name: true, release.LockName(p.Home): true}
	for _, r := range kept {
		if len(r.Gone) > 0 {
			return nil, refuse(fmt.Sprintf("weir ssm rollback --to %d says what is missing; keep fewer releases, or push first", r.Number), "what release %d names cannot be read whole", r.Number)
		}
		for _, pin := range r.pins() {
			needed[pin.Parameter] = true
		}
	}
	for _, f := range p.Files {
		needed[f.Name] = true
	}
	var names, lists []string
	for _, name := range sorted(there) {
		switch {
		case !past[name] || needed[name] || there[name].Secure:
		case strings.HasPrefix(name, p.Home+"/lists/"):
			lists = append(lists, name)
		default:
			names = append(names, name)
		}
	}
	return append(names, lists...), nil // a list last: what it names is weir's as long as it is there
}

// Prune deletes what Unnamed lists, and nothing that a push named meanwhile.
func (s *Store) Prune(ctx context.Context, p *Payload, keep Protect, o Owner, breakLock bool) ([]string, error) {
	mine, err := s.acquire(ctx, p, o, breakLock)
	if err != nil {
		return nil, err
	}
	defer s.giveBack(ctx, mine)
	names, err := s.Unnamed(ctx, p, keep)
	if err != nil {
		return nil, err
	}
	return names, s.remove(ctx, names)
}
