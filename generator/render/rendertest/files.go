package rendertest

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func orders() model.File {
	in := func(labels ...string) *source.Origin { return declared("catalogs", "orders", labels...) }
	return model.File{Path: "catalog/orders.properties", Origin: in(), Lines: []model.Line{
		{Key: "connector.name", Value: "mysql", Origin: in("connector")},
		{Key: "connection-password", Value: "${ENV:ORDERS_CONNECTION_PASSWORD}", Secret: "ORDERS_CONNECTION_PASSWORD", Origin: in("password")},
		{Key: "connection-url", Value: "jdbc:mysql://orders:3306?sslMode=REQUIRED", Origin: in("host")},
	}}
}

func config(in func(...string) *source.Origin, coordinator bool, name string) model.File {
	chart := func(key, value string, origin *source.Origin) model.Line {
		return model.Line{Key: key, Value: value, Scope: model.ByPlatform, Origin: origin}
	}
	port := source.Fixed("Trino listens on 8080")
	lines := []model.Line{chart("coordinator", "false", source.Fixed("a node is a coordinator or a worker"))}
	if coordinator {
		lines[0].Value = "true"
		lines = append(lines, chart("node-scheduler.include-coordinator", "false", source.Fixed("the coordinator plans and does not scan")))
	}
	lines = append(lines,
		chart("http-server.http.port", "8080", port),
		chart("query.max-memory", "6GB", in("workers", "memory")),
		chart("query.max-memory-per-node", "3GB", in("workers", "memory")),
		chart("memory.heap-headroom-per-node", "3GB", in("workers", "memory")),
		chart("discovery.uri", "http://"+name+":8080", in()),
		model.Line{Key: "retry-policy", Value: "TASK", Scope: model.BothRoles, Origin: in("retry")},
	)
	if coordinator {
		lines = append(lines, model.Line{Key: "query.max-history", Value: "1000", Scope: model.CoordinatorOnly, Origin: in("coordinator", "properties", "query.max-history")})
	} else {
		lines = append(lines, model.Line{Key: "shutdown.grace-period", Value: "15s", Scope: model.WorkerOnly, Origin: in("workers", "grace")})
	}
	return model.File{Path: "config.properties", Lines: lines, Origin: in()}
}

func events(in func(...string) *source.Origin) model.File {
	return model.File{Path: "event-listener.properties", Origin: in("eventListeners"), Lines: []model.Line{
		{Key: "event-listener.name", Value: "mysql", Origin: in("eventListeners")},
		{Key: "mysql-event-listener.db.url", Value: "${ENV:TRINO_MYSQL_EVENT_LISTENER_DB_URL}", Secret: "TRINO_MYSQL_EVENT_LISTENER_DB_URL", Origin: in("eventListeners", "mysql", "url")},
	}}
}

func exchange(in func(...string) *source.Origin) model.File {
	return model.File{Path: "exchange-manager.properties", Origin: in("exchange"), Lines: []model.Line{
		{Key: "exchange-manager.name", Value: "filesystem", Scope: model.ByPlatform, Origin: in("exchange")},
		{Key: "exchange.base-directories", Value: "s3://acme-exchange-prod/etl", Scope: model.ByPlatform, Origin: in("exchange", "bucket")},
		{Key: "exchange.s3.region", Value: "us-west-2", Scope: model.BothRoles, Origin: declared("environments", "prod", "region")},
	}}
}

func jvm(in func(...string) *source.Origin, heap string) model.File {
	flags := source.Fixed("JVM flags of Trino's documentation")
	return model.File{Path: "jvm.config", Origin: in(), Lines: []model.Line{
		{Value: "-server", Scope: model.ByPlatform, Origin: flags},
		{Value: "-Xmx" + heap, Scope: model.ByPlatform, Origin: in("workers", "memory")},
		{Value: "-XX:+UseTransparentHugePages", Scope: model.BothRoles, Origin: in("workers", "jvm")},
	}}
}

func log(in func(...string) *source.Origin) model.File {
	return model.File{Path: "log.properties", Origin: in(), Lines: []model.Line{
		{Key: "io.airlift", Value: "WARN", Scope: model.BothRoles, Origin: in("log", "io.airlift")},
		{Key: "io.trino", Value: "INFO", Scope: model.ByPlatform, Origin: source.Fixed("Trino's own default level")},
	}}
}

func node() model.File {
	return model.File{Path: "node.properties", Origin: declared("environments", "prod"), Lines: []model.Line{
		{Key: "node.environment", Value: "prod", Scope: model.ByPlatform, Origin: declared("environments", "prod")},
	}}
}

// access are the files of access control; the chart writes the coordinator's first by itself.
func access(in func(...string) *source.Origin, scope model.Scope) []model.File {
	return []model.File{
		{Path: "access-control.properties", Origin: in("accessControl"), Lines: []model.Line{
			{Key: "access-control.name", Value: "file", Scope: scope, Origin: in("accessControl")},
			{Key: "security.refresh-period", Value: "60s", Scope: scope, Origin: in("accessControl", "refresh")},
			{Key: "security.config-file", Value: "/etc/trino/access-control/rules.json", Scope: scope, Origin: in("accessControl")},
		}},
		{Path: "access-control/rules.json", Origin: in("accessControl"), Lines: []model.Line{
			{Value: "{", Scope: model.BothRoles, Origin: in("accessControl")},
			{Value: `  "catalogs": []`, Scope: model.BothRoles, Origin: in("accessControl", "admins")},
			{Value: "}", Scope: model.BothRoles, Origin: in("accessControl")},
		}},
	}
}

// passwords is a file that names another, whose text is a secret.
func passwords(in func(...string) *source.Origin) model.File {
	origin := in("authentication", "passwords")
	return model.File{Path: "password-authenticator.properties", Origin: origin, Lines: []model.Line{
		{Key: "password-authenticator.name", Value: "file", Scope: model.BothRoles, Origin: origin},
		{Key: "file.password-file", Value: "/etc/trino/secret/password.db", Scope: model.BothRoles, Origin: in("authentication", "passwords", "file")},
	}}
}
