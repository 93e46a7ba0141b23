// Package check holds the rules: what must hold between the fields of declarations, between declarations, and between a
// declaration and the systems that will read what it becomes. CUE says what one field may be; a rule, what fields may be
// together.
//
//	findings := check.Repo(repo)             // rules over what is declared
//	platform, err := plan.Platform(repo)
//	findings = check.Model(repo, platform)   // rules over what was worked out, environment by environment
//
// A rule is one value in one file, and one row in [Rules]: the ID, why it is there, a declaration that breaks it, one that
// does not, and the function. The examples are the test. A finding names the value, then the remedy, and points at the
// field that the user wrote: the environment's override where that is what holds.
package check
