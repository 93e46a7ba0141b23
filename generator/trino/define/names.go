package define

import (
	"strings"
	"unicode"
)

// spelling is how people write the names that are not one capitalised word.
var spelling = map[string]string{
	"ai": "AI", "allow-all": "AllowAll", "bigquery": "BigQuery", "blackhole": "BlackHole", "clickhouse": "ClickHouse", "db": "Database",
	"delta_lake": "DeltaLake", "duckdb": "DuckDB", "example_http": "ExampleHTTP", "gsheets": "GoogleSheets", "hdfs": "HDFS",
	"http": "HTTP", "http-server": "HTTPServer", "jmx": "JMX", "ldap": "LDAP", "mariadb": "MariaDB", "mongodb": "MongoDB",
	"mysql": "MySQL", "opa": "OPA", "openlineage": "OpenLineage", "opensearch": "OpenSearch", "phoenix5": "Phoenix",
	"postgresql": "PostgreSQL", "read-only": "ReadOnly", "singlestore": "SingleStore", "sqlserver": "SQLServer", "tpcds": "TPCDS",
	"tpch": "TPCH", "trino_thrift": "Thrift",
}

// title names the definition of a file: MySQL, Server, MySQLEventListener.
func title(kind, name string) string {
	if kind == "server" {
		return "Server"
	}
	word := spelling[name]
	if word == "" {
		word = capitalised(strings.FieldsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	}
	if kind == "connector" {
		return word
	}
	return word + capitalised(strings.Split(kind, "-"))
}

// capitalised writes words as one name: EventListener.
func capitalised(words []string) string {
	var name string
	for _, word := range words {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

func words(kind string) string { return strings.ReplaceAll(kind, "-", " ") }
