package check

import (
	"strconv"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func portsOfTask() Rule {
	return Rule{
		ID: "ECS015", Level: diag.Error,
		Title:  "a port that a task cannot offer",
		Why:    "A container's ports are from 1 to 65535, each once. Trino's port for TLS beside the plain one becomes a second port of the coordinator: of the same number the task definition is refused, or Trino ends at start because its port is taken.",
		Source: "Amazon ECS API, PortMapping: containerPort; Trino documentation, TLS and HTTPS",
		Bad:    `clusters: adhoc: tls: {keystore: {parameter: "/lake/{environment}/{cluster}/keystore"}, port: 8080} // here`,
		Good:   `clusters: adhoc: tls: {keystore: {parameter: "/lake/{environment}/{cluster}/keystore"}, port: 8443}`,
		Firm:   true,
		Model: onRoles(func(c *model.Cluster, r *model.Role) diag.List {
			if c.ECS == nil {
				return nil
			}
			f, _ := r.File("config.properties")
			var all diag.List
			taken := map[string]bool{}
			for _, key := range []string{"http-server.http.port", "http-server.https.port"} {
				line, ok := lineOf(f.Lines, key)
				if !ok {
					continue
				}
				n, err := strconv.Atoi(line.Value)
				switch {
				case err != nil || n < 1 || n > 65535:
					all = append(all, found(cause(line.Origin), key+" "+line.Value+" is no port", "write one from 1 to 65535"))
				case taken[line.Value]:
					all = append(all, found(cause(line.Origin), key+" "+line.Value+" is the port of plain HTTP too", "write 8443"))
				}
				taken[line.Value] = true
			}
			return all
		}),
	}
}
