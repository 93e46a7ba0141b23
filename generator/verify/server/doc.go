// Package server speaks to a Trino server: it asks one that runs, and starts one of a distribution on 127.0.0.1 and ends it.
//
//	c := server.Client{URL: "http://127.0.0.1:8080", User: "weir"}
//	answer, err := c.Query(ctx, "SELECT catalog_name, connector_name FROM system.metadata.catalogs")
//
// The client is our own: Trino's official one (trinodb/trino-go-client 1.4.1, Apache-2.0) asks for Go 1.27 and brings
// Kerberos, compression and database/sql into the binary, for five short statements of ours.
//
// What a process is waited for is a condition, never a while.
package server
