package release

import (
	"fmt"
	"strings"
)

// BothRoles is how a description says that coordinator and workers read a file.
const BothRoles = "coordinator and workers"

// Description is what people read beside a parameter: what the declaration says
// of the file, and what file it is. Description("Orders service",
// "catalog/orders.properties", BothRoles, "adhoc", "prod") is "Orders service:
// /etc/trino/catalog/orders.properties of coordinator and workers of adhoc in prod".
func Description(about, path, readers, cluster, environment string) string {
	what := fmt.Sprintf("/etc/trino/%s of %s of %s in %s", path, readers, cluster, environment)
	if about = strings.TrimRight(strings.Join(strings.Fields(about), " "), ".:"); about != "" {
		return about + ": " + what
	}
	return what
}
