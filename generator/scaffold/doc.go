// Package scaffold is what weir writes into a user's repository besides out/: a first set of declarations (`weir init`),
// and the copy of the schema that plain `cue vet` and editors read (`weir schema update`).
//
//	files, err := scaffold.Repository(scaffold.Options{Platform: "ecs", Name: "acme", Module: "lake.example"})
//	err = scaffold.Create("lake", files)
//
// The declarations are templates of CUE under templates/, formatted as `cue fmt` does after they are filled in. What the
// user must replace is all zeros (account 000000000000, vpc-00000000000000000): rule REF006 finds it.
package scaffold
