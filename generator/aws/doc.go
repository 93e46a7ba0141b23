// Package aws is what AWS takes: limits and shapes of the calls that weir's
// files are written for. Each number stands beside its source.
package aws
