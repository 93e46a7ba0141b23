package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Revision is a commit, and how it was chosen.
type Revision struct {
	Name   string // "v1.2.0", "origin/main"
	Commit string // the full object name
	Merge  bool   // it is the commit where HEAD and Name parted
}

// String says it for people: "abc1234, where HEAD left origin/main", "abc1234 (v1.2.0)".
func (r Revision) String() string {
	if r.Merge {
		return r.Short() + ", where HEAD left " + r.Name
	}
	return r.Short() + " (" + r.Name + ")"
}

// Short is the beginning of the object name, as people write it.
func (r Revision) Short() string { return r.Commit[:min(len(r.Commit), 10)] }

// trunks are the branches that a change is thought to go to, the likeliest first. A clone of a CI system has no branch main
// of its own, so the remote's comes first.
func trunks() []string {
	return []string{"origin/main", "main", "origin/HEAD", "origin/master", "master"}
}

// Base is what a change is compared with when nobody says: the commit where HEAD left the first of trunks that is there;
// without any, HEAD. A shallow clone without a trunk is refused: HEAD compared with itself would say that nothing changes.
func (r *Repository) Base(ctx context.Context) (Revision, error) {
	head, err := r.Resolve(ctx, "HEAD")
	if err != nil {
		return Revision{}, err
	}
	for _, trunk := range trunks() {
		if _, err := r.commit(ctx, trunk); err != nil {
			continue
		}
		out, err := r.run(ctx, nil, "merge-base", "HEAD", trunk)
		var failed *failure
		if errors.As(err, &failed) && failed.code == 1 {
			return Revision{}, &Error{"HEAD and " + trunk + " have no commit in common here", "fetch more history (a CI checkout is often shallow), or name the revision with --base"}
		}
		if err != nil {
			return Revision{}, fmt.Errorf("looking for the base: %w", err)
		}
		return Revision{Name: trunk, Commit: strings.TrimSpace(string(out)), Merge: true}, nil
	}
	if out, err := r.run(ctx, nil, "rev-parse", "--is-shallow-repository"); err != nil {
		return Revision{}, fmt.Errorf("looking for the base: %w", err)
	} else if strings.TrimSpace(string(out)) == "true" {
		return Revision{}, &Error{"this clone is shallow, and has no " + trunks()[0] + " to compare with", "fetch its history (actions/checkout: fetch-depth: 0), or name the revision with --base"}
	}
	return head, nil
}

// Resolve finds the commit that a name stands for: "HEAD~2", "v1.2.0", "origin/main".
func (r *Repository) Resolve(ctx context.Context, name string) (Revision, error) {
	commit, err := r.commit(ctx, name)
	var failed *failure
	switch {
	case errors.As(err, &failed) && name == "HEAD":
		return Revision{}, &Error{"nothing is committed yet", "commit the declarations and out/: what is committed is what is compared with"}
	case errors.As(err, &failed):
		return Revision{}, &Error{fmt.Sprintf("there is no revision %q here", name), "name a commit, tag or branch that git log knows; a CI checkout may have to fetch it first"}
	case err != nil:
		return Revision{}, err
	}
	return Revision{Name: name, Commit: commit}, nil
}

// commit asks git; a name that would be an option is no revision.
func (r *Repository) commit(ctx context.Context, name string) (string, error) {
	args := []string{"rev-parse", "--verify", "--quiet", name + "^{commit}"}
	if name == "" || strings.HasPrefix(name, "-") {
		return "", &failure{args, 1, ""}
	}
	out, err := r.run(ctx, nil, args...)
	return strings.TrimSpace(string(out)), err
}
