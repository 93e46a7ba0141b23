// Package upgrade says what another version of Trino does to what is declared: what it refuses, what it calls otherwise,
// and which defaults it changes. Data goes in and comes out: the platform as it is, the platform planned at the other
// version, and the steps between them.
//
//	after, err := plan.Platform(upgrade.Declared(repo, chosen, 476))
//	r := upgrade.Compare(before, after)
//	r.Steps[0].Message // "hive.s3.storage-class-filter is now hive.s3-glacier-filter"
package upgrade
