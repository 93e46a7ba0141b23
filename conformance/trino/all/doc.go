// Package all asks the real Trino about every recorded case; UPDATE=1 records what it says.
package all
