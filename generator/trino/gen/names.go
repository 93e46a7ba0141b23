package main

import "strings"

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
		word = strings.ToUpper(name[:1]) + name[1:]
	}
	if kind == "connector" {
		return word
	}
	for _, part := range strings.Split(kind, "-") {
		word += strings.ToUpper(part[:1]) + part[1:]
	}
	return word
}

func words(kind string) string { return strings.ReplaceAll(kind, "-", " ") }
