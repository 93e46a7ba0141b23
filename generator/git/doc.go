// Package git reads what is committed, through the git command: no checkout, and nothing in the repository or its index is
// changed. The command rather than a library: it is there wherever a pull request is, knows every form of a repository (work
// trees, partial clones, sha256), and adds nothing to the binary.
//
//	repo, err := git.Open(ctx, "/home/me/lake")
//	base, err := repo.Base(ctx)                              // where this branch left origin/main
//	files, err := repo.Files(ctx, base.Commit, func(path string) bool { return strings.HasSuffix(path, ".cue") })
package git
