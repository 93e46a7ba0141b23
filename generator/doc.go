// Package generator tells how weir works; the program is in the packages beneath it.
//
// weir compiles CUE declarations of a data platform on Trino into the files that ArgoCD and CodePipeline apply. Data flows
// one way, and imports_test.go holds us to it:
//
//	*.cue ─load─▶ schema.Repo ─plan─▶ model.Platform ─render─▶ artifact.Tree ─write─▶ out/
//	                  │ check             │ check
//	                  ▼                   ▼
//	              diag.List           diag.List
//
// # Nouns
//
// What flows. None of these packages reads or writes anything.
//
//   - schema (at the root): the CUE definitions, whose comments are the reference, the Go types generated from them, and
//     Repo, the declarations as they were read: each one JSON with schema defaults applied, environments not yet merged.
//   - source: where a value comes from. A Place is a file and a path in it; its line is looked up when somebody asks. An
//     Origin is the winner (declared, override, preset, default, computed, fixed) and what it rests on.
//   - diag: findings. A user's mistake is a Diagnostic with a rule's ID, the value, the remedy and a place; never an error.
//   - model: the platform worked out to the last number, every value with its origin.
//   - artifact: generated files in memory, every line with its origin; YAML, JSON and .properties are spelled here.
//   - trino, chart, aws: what the real systems know, as versioned data.
//   - nearest: the name that a misspelt one was meant to be.
//
// # Verbs
//
// Stages import nouns and never each other.
//
//   - load reads declarations. It alone does. Regular files are evaluated in batches, each declaration is validated by
//     itself, CUE's errors become one finding a mistake at the user's own line.
//   - check holds declarations and model to rules: what must hold between fields, and what Trino and AWS would refuse, or
//     accept and fail on later. A rule is a row with its page and its test in it.
//   - plan merges each declaration for each environment, fills in presets and placeholders, and works out sizes. Every
//     number is noted with its rule and source.
//   - render spells the model: a package for each target, without arithmetic, defaults, clock or network.
//   - git reads what is committed; compare says what a change does when it is delivered.
//   - write brings a directory into line with a tree, so that each file is whole at any moment. It alone writes out/,
//     and it replaces declarations that upgrade edits.
//   - deliver/ssm brings Parameter Store into line with a cluster's part of out/, so that each release is whole. It alone
//     talks to AWS.
//
// # Ends
//
//   - cli joins the stages; it alone prints, looks at the environment and exits. cli.Run is the whole program over given
//     streams; the main package, weir, is five lines around it, named so that `go install` names the binary.
//   - scaffold is what init and schema update write into a user's repository.
//   - harvest asks a Trino distribution what its files may hold, and makes the data of package trino.
//   - upgrade compares the model with the same one planned at another version of Trino.
//   - bench measures vet and build beside cue vet.
//   - verify asks a real Trino about the declared catalogs.
//
// # One run: weir build
//
// cli finds the repository's root and calls load.Repository; the repository's `require` is held against this weir. check.Repo
// runs the rules that need the declarations alone, plan.Platform makes the model, check.Model runs the rules that need it.
// load.Locate gives every finding its line. With an error, cli lists the errors and nothing is written; without,
// render.Tree spells the model, two files at one path are refused, and write.Apply changes what differs.
//
// # Where to add what
//
//   - A field: schema/*.cue with a comment that a user can read, `go generate ./...`, then the plan or renderer that needs it.
//   - A rule: a file in check and its row; `weir explain` prints the row, a test runs its bad and its good example.
//   - A number: a sum in plan with its rule and source; `weir show plan` prints it.
//   - A target: a package under render and its row in targets.go.
//   - A command: a file in cli and its line in newRoot; a script for each behaviour in cli/testdata/script.
//   - A format of findings: a row in cli/formats.go.
//
// CONVENTIONS.md has the rules of the house, ARCHITECTURE.md the folders.
package generator
