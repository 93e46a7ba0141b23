// Package write brings a directory into line with a tree: the only package
// that writes files under out/. It touches only what differs, removes what is
// no longer declared, and whatever happens on the way (a full disk, a kill)
// leaves each file whole, as before or as after; the next run mends the rest.
//
//	changes, err := write.Compare("out", tree)        // the stale gate: writes nothing
//	changes, err := write.Apply("out", tree)          // everything
//	changes, err := write.Apply("out", tree, "prod")  // only beneath out/prod
package write
