package verdict

import (
	"slices"
	"strings"
)

// A server's case changes files: a key is "config.properties:query.max-memory",
// a property of a file, or "jvm.config:-Xmx1G", a line of it, or "groups.json",
// its whole text. {port} stands for a free port, {data} for the data folder,
// {plugins} for the one with plugins.
const (
	Port    = "{port}"
	Data    = "{data}"
	Plugins = "{plugins}"
)

// serverBase is a node that starts, with as little as that takes.
func serverBase(role string) Base {
	return Base{Connector: role, Properties: map[string]string{
		"config.properties:coordinator":                         map[string]string{"coordinator": "true", "worker": "false"}[role],
		"config.properties:http-server.http.port":               Port,
		"config.properties:discovery.uri":                       map[string]string{"coordinator": "http://127.0.0.1:" + Port, "worker": "http://127.0.0.1:9"}[role],
		"node.properties:node.environment":                      "verdicts",
		"node.properties:node.data-dir":                         Data,
		"node.properties:node.bind-ip":                          "127.0.0.1",
		"node.properties:node.internal-address":                 "127.0.0.1",
		"node.properties:plugin.dir":                            Plugins,
		"jvm.config:-Xmx1G":                                     "",
		"jvm.config:-XX:TieredStopAtLevel=1":                    "",
		"jvm.config:--enable-native-access=ALL-UNNAMED":         "",
		"jvm.config:--sun-misc-unsafe-memory-access=allow":      "",
		"jvm.config:--add-opens=java.base/java.nio=ALL-UNNAMED": "",
		"log.properties:io.airlift.bootstrap.LifeCycleManager":  "WARN",
	}}
}

// ServerCases are what a server is asked by being started.
func ServerCases() []Case {
	var all []Case
	for _, role := range []string{"coordinator", "worker"} {
		base := serverBase(role)
		for _, row := range serverRows() {
			if row.role != "" && row.role != role {
				continue
			}
			all = append(all, Case{Base: base, Kind: row.kind, Change: row.change})
		}
	}
	slices.SortStableFunc(all, func(x, y Case) int { return strings.Compare(x.String(), y.String()) })
	return all
}

type serverRow struct {
	role, kind string // no role: asked of both
	change     map[string]string
}

// config changes config.properties: a name, its value, and so on.
func config(pairs ...string) map[string]string { return of("config.properties", pairs...) }

func of(file string, pairs ...string) map[string]string {
	change := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		change[file+":"+pairs[i]] = pairs[i+1]
	}
	return change
}

const (
	groups = `{"rootGroups": [{"name": "all", "softMemoryLimit": "80%", "hardConcurrencyLimit": 10, "maxQueued": 100}], "selectors": [{"group": "all"}]}`
	rules  = `{"catalogs": [{"allow": "all"}]}`
)

// groupsOf is a resource groups manager with these groups.
func groupsOf(text string) map[string]string {
	return join(of("resource-groups.properties", "resource-groups.configuration-manager", "file", "resource-groups.config-file", Etc+"/groups.json"), map[string]string{"groups.json": text})
}

// oneGroup is the usual groups with more said of the one.
func oneGroup(fields string) map[string]string {
	text := groups
	if strings.Contains(fields, "softMemoryLimit") {
		text = strings.Replace(text, `"softMemoryLimit": "80%", `, "", 1)
	}
	return groupsOf(strings.Replace(text, `"maxQueued"`, fields+`, "maxQueued"`, 1))
}

// quota is the usual groups with limits of CPU time on the one.
func quota(fields string) string {
	return strings.Replace(strings.Replace(groups, `"maxQueued"`, fields+`, "maxQueued"`, 1), `"selectors"`, `"cpuQuotaPeriod": "1h", "selectors"`, 1)
}

// tree is a group with two beneath it, and more said of each.
func tree(above, first, second string) string {
	group := func(name, fields string) string {
		if fields != "" {
			fields = ", " + fields
		}
		return `{"name": "` + name + `", "hardConcurrencyLimit": 10, "maxQueued": 100` + fields
	}
	return `{"rootGroups": [` + group("all", above) + `, "subGroups": [` + group("first", first) + `}, ` + group("second", second) + `}]}], ` +
		`"selectors": [{"user": "weir", "group": "all.first"}, {"group": "all.second"}]}`
}

// selecting is the usual groups behind one more selector.
func selecting(fields string) map[string]string {
	return groupsOf(strings.Replace(groups, `"selectors": [`, `"selectors": [{`+fields+`, "group": "all"}, `, 1))
}

// rulesOf is an access control with these rules.
func rulesOf(text string) map[string]string {
	return join(of("access-control.properties", "access-control.name", "file", "security.config-file", Etc+"/rules.json"), map[string]string{"rules.json": text})
}

func sessionOf(text string) map[string]string {
	return join(of("session-property-config.properties", "session-property-config.configuration-manager", "file", "session-property-manager.config-file", Etc+"/session.json"), map[string]string{"session.json": text})
}

// password is an authenticator behind the HTTP that a load balancer forwards to.
func password(pairs ...string) map[string]string {
	return join(config("http-server.authentication.type", "PASSWORD", "http-server.process-forwarded", "true", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}"),
		of("password-authenticator.properties", pairs...))
}

func exchange(pairs ...string) map[string]string { return of("exchange-manager.properties", pairs...) }

func listener(pairs ...string) map[string]string { return of("event-listener.properties", pairs...) }

// kafka is a Kafka listener whose brokers may be away, with these of its properties.
func kafka(pairs ...string) map[string]string {
	const prefix = "kafka-event-listener."
	all := []string{"event-listener.name", "kafka", prefix + "broker-endpoints", "127.0.0.1:9", prefix + "terminate-on-initialization-failure", "false"}
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, prefix+pairs[i], pairs[i+1])
	}
	return listener(all...)
}

// Etc stands for the folder of the node's files.
const Etc = "{etc}"

func serverRows() []serverRow {
	c := "coordinator"
	local := []string{"exchange-manager.name", "filesystem", "exchange.base-directories", Data + "/exchange"}
	return []serverRow{
		{"", "minimal", nil},
		{"", "config", config("query.max-memory", "20GB", "query.max-memory-per-node", "30%", "memory.heap-headroom-per-node", "256MB", "task.concurrency", "8")},
		{"", "config", config("query.max-memory-per-node", "900MB", "memory.heap-headroom-per-node", "300MB")},
		{c, "config", config("query.max-memory", "50GB", "query.max-total-memory", "40GB")},
		{"", "config", config("task.concurrency", "6")},
		{c, "config", config("task.max-worker-threads", "2C")},
		{c, "config", config("task.max-worker-threads", "many")},
		{c, "config", config("query.max-memry", "20GB")},
		{c, "config", config("query.max-memory", "20 GB")},
		{c, "config", config("query.max-memory", "20gb")},
		{c, "config", config("query.max-memory", "50%")},
		{c, "config", config("query.max-execution-time", "1 hour")},
		{c, "config", config("query.max-execution-time", "1.5h")},
		{c, "config", config("query.max-history", "many")},
		{c, "config", config("query.max-stage-count", "0")},
		{c, "config", config("retry-policy", "task")},
		{c, "config", config("retry-policy", "TASKS")},
		{c, "config", config("query.low-memory-killer.policy", "total-reservation-on-blocked-nodes")},
		{c, "config", config("exchange.base-directories", "s3://weir")},
		{c, "config", config("exchange.compression-codec", "LZ4")},
		{c, "config", config("exchange.compression-enabled", "true")},
		{c, "config", config("exchange.compression-codec", "gzip")},
		{c, "config", config("remote-query-async-cancellation.enabled", "true")},
		{c, "config", config("http-server.process-forwarded", "true")},
		{c, "config", config("http-server.process-forwarded", "maybe")},
		{c, "config", config("http-server.https.enabled", "true")},
		{c, "config", config("http-server.authentication.type", "PASSWORD", "http-server.process-forwarded", "true")},
		{c, "config", config("http-server.authentication.type", "OAUTH2", "internal-communication.shared-secret", "weir")},
		{c, "config", config("http-server.authentication.type", "PASSWORD", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "PASSWORD", "http-server.process-forwarded", "true", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "header", "http-server.process-forwarded", "true", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "certificate", "http-server.process-forwarded", "true", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "insecure", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "weir", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{"worker", "config", config("http-server.authentication.type", "PASSWORD", "internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{c, "config", config("http-server.authentication.type", "KEY", "internal-communication.shared-secret", "weir")},
		{"", "config", config("internal-communication.shared-secret", "${ENV:WEIR_NOTHING}")},
		{c, "config", config("internal-communication.shared-secret", "${ENV:WEIR_TEXT}")},
		{"", "config", config("internal-communication.https.required", "true")},
		{c, "config", config("catalog.management", "dynamic")},
		{"", "config", config("catalog.management", "both")},
		{"", "config", config("catalog.management", "dynamic", "catalog.store", "memory")},
		{c, "config", config("catalog.store", "memory")},
		{"", "config", config("web-ui.enabled", "false")},
		{"", "config", config("web-ui.session-timeout", "2h")},
		{"worker", "config", config("scheduler.http-client.max-connections", "100")},
		{"worker", "config", config("failure-detector.enabled", "true")},
		{"worker", "config", config("transaction.idle-timeout", "5m")},
		{"worker", "config", config("query.max-memory", "20GB", "retry-policy", "TASK")},
		{c, "config", config("web-ui.authentication.type", "fixed")},
		{c, "config", config("web-ui.authentication.type", "fixed", "web-ui.user", "weir")},
		{"", "config", config("spill-enabled", "true")},
		{c, "config", config("spill-enabled", "true", "spiller-spill-path", Data+"/spill")},
		{c, "config", config("spiller-max-used-space-threshold", "1.5")},
		{"", "config", config("protocol.spooling.enabled", "true")},
		{c, "config", config("shutdown.grace-period", "30s")},
		{"", "config", config("shutdown.grace-period", "-30s")},
		{"", "config", config("discovery.uri", "-")},
		{c, "config", config("discovery.uri", "a b")},
		{c, "config", config("node.environment", "verdicts")},
		{c, "config", config("node-scheduler.policy", "topology")},
		{c, "config", config("node-scheduler.policy", "random")},
		{c, "config", config("sql.default-function-catalog", "weir")},
		{c, "config", config("optimizer.join-reordering-strategy", "ELIMINATE-CROSS-JOINS")},
		{"", "config", config("experimental.spill-enabled", "true", "spill-enabled", "true")},
		{c, "config", config("query.max-memory-per-node", "much")},
		{"", "config", config("task.max-partial-aggregation-memory", "16MB", "fault-tolerant-execution-task-memory", "5GB")},

		{"", "node", of("node.properties", "node.environment", "my-env")},
		{c, "node", of("node.properties", "node.environment", "Prod_1")},
		{c, "node", of("node.properties", "node.environment", "-")},
		{c, "node", of("node.properties", "node.pool", "general_1")},
		{c, "node", of("node.properties", "node.pool", "General")},
		{c, "node", of("node.properties", "node.weir", "1")},
		{"", "node", of("node.properties", "node.id", "weir-1")},
		{"", "config", config("node.id", "weir-1")},
		{c, "node", of("node.properties", "node.id", "weir 1")},
		{c, "node", of("node.properties", "node.internal-address-source", "hostname")},
		{c, "node", of("node.properties", "node.internal-address-source", "host")},
		{c, "node", of("node.properties", "node.bind-ip", "localhost_")},
		{c, "node", of("node.properties", "query.max-history", "many")},

		{c, "jvm", of("jvm.config", "-XX:+UseParallelGC", "")},
		{c, "jvm", of("jvm.config", "-XX:+UseWeirGC", "")},
		{c, "jvm", of("jvm.config", "-Xmx1G", "-")},
		{c, "jvm", of("jvm.config", "-Xms2G", "")},
		{c, "jvm", of("jvm.config", "--add-modules=jdk.incubator.vector", "")},
		{c, "jvm", of("jvm.config", "--add-modules=jdk.weir", "")},

		{"", "exchange", exchange(local...)},
		{c, "exchange", exchange(append(local, "exchange.sink-max-file-size", "1 GB")...)},
		{c, "exchange", exchange(append(local, "exchange.compression-enabled", "true")...)},
		{c, "exchange", exchange(append(local, "exchange.sink-buffer-pool-min-size", "ten")...)},
		{c, "exchange", exchange(append(local, "exchange.max-output-partition-count", "0")...)},
		{c, "exchange", exchange(append(local, "exchange.s3.region", "eu-west-1")...)},
		{c, "exchange", exchange("exchange-manager.name", "filesystem")},
		{c, "exchange", exchange("exchange-manager.name", "s3", "exchange.base-directories", "s3://weir")},
		{c, "exchange", exchange("exchange-manager.name", "filesystem", "exchange.base-directories", "s3://weir", "exchange.s3.region", "eu-west-1")},
		{c, "exchange", exchange("exchange-manager.name", "filesystem", "exchange.base-directories", "s3://weir", "exchange.s3.region", "eu-west-1", "exchange.s3.upload.part-size", "64MB")},
		{c, "exchange", exchange("exchange-manager.name", "filesystem", "exchange.base-directories", "s3://weir", "exchange.s3.region", "eu-west-1", "exchange.s3.upload.part-size", "1MB")},

		{c, "listener", listener("event-listener.name", "http", "http-event-listener.connect-ingest-uri", "http://127.0.0.1:9", "http-event-listener.log-completed", "true")},
		{c, "listener", listener("event-listener.name", "http", "http-event-listener.log-completed", "true")},
		{c, "listener", listener("event-listener.name", "http", "http-event-listener.connect-ingest-uri", "http://127.0.0.1:9", "http-event-listener.connect-retry-delay", "soon")},
		{c, "listener", listener("event-listener.name", "mysql")},
		{c, "listener", listener("event-listener.name", "mysql", "mysql-event-listener.db.url", "jdbc:postgresql://127.0.0.1:9/weir")},
		{c, "listener", listener("event-listener.name", "mysql", "mysql-event-listener.db.url", "jdbc:mysql://127.0.0.1:9/weir", "mysql-event-listener.db.user", "weir")},
		{c, "listener", listener("event-listener.name", "openlineage", "openlineage-event-listener.trino.uri", "http://127.0.0.1:9")},
		{c, "listener", listener("event-listener.name", "openlineage")},
		{c, "listener", listener("event-listener.name", "openlineage", "openlineage-event-listener.trino.uri", "http://127.0.0.1:9", "openlineage-event-listener.transport.url", "http://127.0.0.1:9")},
		{c, "listener", listener("event-listener.name", "weir")},
		{c, "listener", kafka()},
		{c, "listener", kafka("publish-created-event", "false", "publish-completed-event", "true", "publish-split-completed-event", "false")},
		{c, "listener", kafka("publish-created-event", "false", "publish-completed-event", "true", "publish-split-completed-event", "false", "completed-event.topic", "weir")},
		{c, "listener", kafka("publish-created-event", "false", "publish-completed-event", "false", "publish-split-completed-event", "false")},
		{c, "listener", kafka("publish-created-event", "true", "publish-completed-event", "false", "created-event.topic", "weir")},
		{c, "listener", kafka("publish-created-event", "false", "publish-completed-event", "false", "publish-split-completed-event", "true")},
		{c, "listener", listener("event-listener.name", "http", "http-event-listener.connect-ingest-uri", "http://127.0.0.1:9")},

		{c, "catalog", of("catalog/tpch.properties", "connector.name", "tpch", "tpch.splits-per-node", "4 ", "tpch.produce-pages", "true\t")},
		{c, "catalog", of("catalog/tpch.properties", "connector.name", "tpch ", "tpch.splits-per-node", "\\ 4")},
		{c, "catalog", of("catalog/tpch.properties", "connector.name", "tpch", "tpch.splits-per-node", "4 # four")},
		{c, "catalog", of("catalog/tpch.properties", "connector.name", "tpch", "tpch.column-naming", "\\u0073implified")},
		{c, "catalog", of("catalog/tpch.properties", "connector.name", "tpch", "tpch.split-per-node", "4")},
		{c, "catalog", of("catalog/My-Tpch.properties", "connector.name", "tpch")},

		{c, "groups", groupsOf(groups)},
		{c, "groups", groupsOf(strings.Replace(groups, `"maxQueued"`, `"maxQueue"`, 1))},
		{c, "groups", groupsOf(strings.Replace(groups, `"maxQueued"`, `"schedulingPolicy": "fast", "maxQueued"`, 1))},
		{c, "groups", groupsOf(strings.Replace(groups, `"group": "all"`, `"group": "some"`, 1))},
		{c, "groups", groupsOf(strings.Replace(groups, `"80%"`, `"much"`, 1))},
		{c, "groups", oneGroup(`"softConcurrencyLimit": 11`)},
		{c, "groups", oneGroup(`"softMemoryLimit": "150%"`)},
		{c, "groups", oneGroup(`"softMemoryLimit": "12.5%", "jmxExport": true, "schedulingPolicy": "query_priority"`)},
		{c, "groups", groupsOf(quota(`"softCpuLimit": "1h"`))},
		{c, "groups", groupsOf(quota(`"softCpuLimit": "2h", "hardCpuLimit": "60m"`))},
		{c, "groups", groupsOf(quota(`"softCpuLimit": "1h", "hardCpuLimit": "60m"`))},
		{c, "groups", groupsOf(tree(`"schedulingPolicy": "weighted"`, `"schedulingWeight": 1`, ``))},
		{c, "groups", groupsOf(tree(`"schedulingPolicy": "weighted"`, `"schedulingWeight": 1`, `"schedulingWeight": 0`))},
		{c, "groups", groupsOf(tree(`"schedulingPolicy": "fair"`, `"schedulingWeight": 1`, `"schedulingWeight": 2`))},
		{c, "groups", groupsOf(tree(`"schedulingPolicy": "query_priority"`, `"schedulingPolicy": "fair"`, ``))},
		{c, "groups", groupsOf(tree(``, `"schedulingWeight": 1`, ``))},
		{c, "groups", groupsOf(strings.ReplaceAll(groups, `"all"`, `"a.b"`))},
		{c, "groups", groupsOf(strings.ReplaceAll(groups, `"all"`, `"{USER}"`))},
		{c, "groups", groupsOf(strings.ReplaceAll(groups, `"all"`, `"${USER}-${SOURCE}"`))},
		{c, "groups", groupsOf(strings.ReplaceAll(groups, `"all"`, `"${team}"`))},
		{c, "groups", selecting(`"user": "(?<team>[a-z]+)-etl", "queryType": "INSERT", "clientTags": ["a", "b"]`)},
		{c, "groups", selecting(`"user": "(?<team>a)", "source": "(?<team>b)"`)},
		{c, "groups", selecting(`"source": "(a|b"`)},
		{c, "groups", selecting(`"userGroup": "a**"`)},
		{c, "groups", selecting(`"originalUser": "(?!etl).*", "authenticatedUser": "[a-z&&[^b]]++"`)},
		{c, "groups", of("resource-groups.properties", "resource-groups.configuration-manager", "file")},
		{c, "groups", of("resource-groups.properties", "resource-groups.configuration-manager", "file", "resource-groups.config-file", Etc+"/absent.json")},
		{c, "groups", join(groupsOf(groups), of("resource-groups.properties", "resource-groups.refresh-interval", "1s"))},
		{c, "groups", of("resource-groups.properties", "resource-groups.configuration-manager", "files")},

		{c, "session", sessionOf(`[{"group": "all", "sessionProperties": {"query_max_run_time": "1h"}}]`)},
		{c, "session", sessionOf(`[{"group": "all", "sessionProperties": {"query_max_weir_time": "1h"}}]`)},
		{c, "session", sessionOf(`[{"groups": "all", "sessionProperties": {}}]`)},
		{c, "session", sessionOf(`[{"user": "*", "sessionProperties": {"query_max_run_time": "1h"}}]`)},
		{c, "session", sessionOf(`[{"user": "a.*", "source": "b", "clientTags": ["c"], "queryType": "SELECT", "sessionProperties": {"nowhere.a": "1"}}]`)},
		{c, "session", sessionOf(`[{"user": "a.*"}]`)},
		{c, "session", of("session-property-config.properties", "session-property-config.configuration-manager", "file")},

		{c, "access", rulesOf(rules)},
		{c, "access", rulesOf(strings.Replace(rules, `"allow"`, `"allows"`, 1))},
		{c, "access", rulesOf(strings.Replace(rules, `"all"`, `"some"`, 1))},
		{c, "access", of("access-control.properties", "access-control.name", "file")},
		{c, "access", join(rulesOf(rules), of("access-control.properties", "security.refresh-period", "often"))},
		{c, "access", join(rulesOf(rules), of("access-control.properties", "security.refresh-period", "10s"))},
		{c, "access", of("access-control.properties", "access-control.name", "allow-all", "security.refresh-period", "10s")},
		{c, "access", of("access-control.properties", "access-control.name", "read-only")},
		{c, "access", of("access-control.properties", "access-control.name", "weir")},

		{c, "password", password("password-authenticator.name", "file", "file.password-file", Etc+"/passwords")},
		{c, "password", join(password("password-authenticator.name", "file", "file.password-file", Etc+"/passwords"), map[string]string{"passwords": "weir:$2y$10$BqTb8hScP5DfcpmHo5PeyugxHz5Ky/qf3wrpD7SNm8sWuA3VlGqsa\n"})},
		{c, "password", password("password-authenticator.name", "file")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldaps://127.0.0.1:9", "ldap.user-bind-pattern", "${USER}@weir")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldap://127.0.0.1:9", "ldap.user-bind-pattern", "${USER}@weir")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldap://127.0.0.1:9", "ldap.user-bind-pattern", "${USER}@weir", "ldap.allow-insecure", "true")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "http://127.0.0.1:9")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldaps://127.0.0.1:9", "ldap.bind-dn", "weir")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldaps://127.0.0.1:9")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldaps://127.0.0.1:9", "ldap.user-bind-pattern", "${USER}@weir", "ldap.group-auth-pattern", "(uid=${USER})")},
		{c, "password", password("password-authenticator.name", "ldap", "ldap.url", "ldaps://127.0.0.1:9", "ldap.bind-dn", "weir", "ldap.bind-password", "${ENV:WEIR_TEXT}", "ldap.user-base-dn", "dc=weir")},
	}
}
