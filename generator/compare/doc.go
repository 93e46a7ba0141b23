// Package compare says what a change does: which things it adds, changes and removes, what happens to each cluster when it is
// delivered, which data it puts at risk, and what has to be there first.
//
// What is deployed is what lies in out/ as committed at the base; what will be is what the present declarations render to.
// Models only explain: what the base's declarations render to with this weir tells apart what the declarations change and
// what a newer weir writes otherwise by itself.
//
//	r := compare.Of(compare.Change{Deployed: out, Before: was, Rebuilt: again, After: now, Output: tree})
//	r.Deliveries[0].Roles   // [coordinator worker]: they restart
//	r.Risks                 // what may lose data, and why
//
// It knows no lines: every finding has places, which load.Locator turns into lines when they are printed.
package compare
