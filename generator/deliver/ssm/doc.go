// Package ssm delivers a cluster's payload, out/<environment>/<cluster>/ssm, to
// Parameter Store. It alone talks to Parameter Store.
//
// A push writes the files that changed, then the lists that pin them, reads
// back what it wrote, and writes the release last: whoever reads a release
// while one is pushed reads the whole of an older one. Nothing is ever taken
// back by writing it again: an older release is still there, and is pointed at.
//
//	payload   what out/ says
//	store     what Parameter Store holds, and the calls
//	plan      the difference of the two
//	push      writes the difference
//	drift     what somebody else wrote
//	rollback  whether an older release is still whole
//	prune     what no recent release names
package ssm
