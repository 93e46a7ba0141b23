package server

import (
	"maps"
	"slices"
	"strings"
)

// CreateCatalog spells the statement that makes a catalog: CREATE CATALOG x USING tpch WITH ("tpch.splits-per-node" = '4').
func CreateCatalog(name, connector string, properties map[string]string) string {
	sql := "CREATE CATALOG " + name + " USING " + connector
	var with []string
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		with = append(with, quoted(key, `"`)+" = "+quoted(properties[key], `'`))
	}
	if len(with) > 0 {
		sql += " WITH (" + strings.Join(with, ", ") + ")"
	}
	return sql
}

// DropCatalog spells the statement that removes a catalog, if it is there.
func DropCatalog(name string) string { return "DROP CATALOG IF EXISTS " + name }

// quoted is a text between quotes, with those in it doubled.
func quoted(text, quote string) string {
	return quote + strings.ReplaceAll(text, quote, quote+quote) + quote
}
