package verify

import (
	"slices"
	"strings"

	"weir.local/generator/verify/server"
)

// Unfit is a server that does not say what it makes of a catalog.
type Unfit struct{ Message, Remedy string }

func (u Unfit) Error() string { return u.Message }

// Static is a server in which catalogs come from files alone. Measured on 476: "CREATE CATALOG is not supported by the
// static catalog store", and DROP CATALOG likewise.
func Static(r server.Refused) bool {
	return r.Name == "NOT_SUPPORTED" && strings.Contains(r.Message, "static catalog store")
}

// passing are the errors of a server that takes no statements now, or not this user's (Trino's StandardErrorCode).
func passing() []string {
	return []string{
		"SERVER_STARTING_UP", "SERVER_SHUTTING_DOWN", "QUERY_REJECTED", "QUERY_QUEUE_FULL", "NO_NODES_AVAILABLE", "TOO_MANY_REQUESTS_FAILED",
		"USER_CANCELED", "ADMINISTRATIVELY_KILLED", "ADMINISTRATIVELY_PREEMPTED", "ABANDONED_QUERY", "CLUSTER_OUT_OF_MEMORY",
		"EXCHANGE_MANAGER_NOT_CONFIGURED", "INVALID_SESSION_PROPERTY", "SYNTAX_ERROR",
	}
}

// unfit is what a refusal says of the server, nil when it is about the catalog.
func unfit(r server.Refused) error {
	switch {
	case Static(r):
		return Unfit{"the server has catalog.management=static, in which no catalog can be created",
			"set catalog.management=dynamic on every node of a server to try catalogs on, or start one: weir trino verify --dist DIR"}
	case r.Name == "PERMISSION_DENIED":
		return Unfit{"the server does not let this user create catalogs: " + r.Message,
			`in a file-based access control the user's catalog rule needs "allow": "owner" ("all" is not enough); --user names another user`}
	case r.Type == "INSUFFICIENT_RESOURCES" || slices.Contains(passing(), r.Name):
		return Unfit{"the server does not take the statement: " + r.Name + ": " + r.Message, "ask again when it does, or start one: weir trino verify --dist DIR"}
	}
	return nil
}
