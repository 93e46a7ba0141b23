// Package load reads a repository's declarations: CUE files in, [schema.Repo] and findings out. Nothing else reads them.
//
// What plain `cue vet -c ./...` refuses is refused here, for the same file; mistakes that CUE hides behind others are found
// too, and each is one finding at the user's own line.
//
//	repo, findings, err := load.Repository(ctx, ".", load.Options{Version: "1.2.0"})
//
// The way of a file: found (find.go), parsed and judged regular or not (classify.go), taken from the cache (cache.go),
// evaluated with some of its neighbours and as much of the schema as they reach (batch.go, lean.go), or with its whole package
// (whole.go). What is wrong is mended in the parsed file and evaluated again until nothing new shows (diagnose.go, mend.go),
// and told in plain words (findings.go, words.go, misfit.go) that repeat no secret (secrets.go, guard.go).
package load
