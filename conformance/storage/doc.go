// Package storage boots the real Trino with what lies on a worker's disk and what leaves it: on what weir writes of such a cluster, and
// on what weir refuses, to see the failure that each rule speaks of.
package storage
