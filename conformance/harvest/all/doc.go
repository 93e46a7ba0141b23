// Package all harvests the whole distribution, which takes a minute or two.
package all
