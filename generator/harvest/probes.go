package harvest

// A probe is a configuration to start from. Most files need none: the switches
// are found in the answers. A probe is for what no switch reaches.
type probe struct {
	kind, name string
	properties map[string]string
}

// existing stands for a file that is there.
const existing = "(a file)"

// probes are the bases to start from, where it is not the empty configuration.
// Several for one file are all explored.
var probes = []probe{
	{"server", "", map[string]string{"node.environment": "weir", "coordinator": "true"}},
	{"access-control", "file", map[string]string{"security.config-file": existing}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "file:///weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "s3://weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "abfs://weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "gs://weir"}},
	{"exchange-manager", "hdfs", map[string]string{"exchange.base-directories": "hdfs://weir"}},
	{"connector", "druid", map[string]string{"connection-url": "jdbc:avatica:remote:url=http://weir/druid/v2/sql/avatica/"}},
	{"connector", "duckdb", map[string]string{"connection-url": "jdbc:duckdb:weir"}},
	{"connector", "exasol", map[string]string{"connection-url": "jdbc:exa:weir:8563"}},
	{"connector", "ignite", map[string]string{"connection-url": "jdbc:ignite:thin://weir/"}},
	{"connector", "kudu", map[string]string{"kudu.client.master-addresses": "weir"}},
	{"connector", "phoenix5", map[string]string{"phoenix.connection-url": "jdbc:phoenix:weir"}},
}

// A sample is a value that a property takes, for those that the server wants
// before it says more, and for switches that are neither boolean nor enum.
type sample struct {
	property string
	values   []string
}

// samples are tried in the order given; the first also fills a required property.
var samples = []sample{
	{"http-server.authentication.type", []string{"PASSWORD", "OAUTH2", "JWT", "CERTIFICATE", "KERBEROS", "HEADER", "insecure"}},
	{"web-ui.authentication.type", []string{"FORM", "FIXED", "CERTIFICATE", "KERBEROS", "JWT", "OAUTH2", "NONE"}},
	{"node-scheduler.policy", []string{"uniform", "topology"}},
}

// A remedy is what to set when the server complains of something that names no property.
type remedy struct {
	complaint  string
	properties map[string]string
}

var remedies = []remedy{
	{"Config file does not exist", map[string]string{"security.config-file": existing}},
	{"No security mapping source", map[string]string{"s3.security-mapping.config-file": existing}},
	{"shared-secret-key must be 256 bits", map[string]string{"protocol.spooling.shared-secret-key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},
	{"Exactly one of `hive.metastore.client.keytab`", map[string]string{"hive.metastore.client.keytab": existing}},
	{"Internal shared secret", map[string]string{"internal-communication.shared-secret": "weir"}},
	{"HTTPS must be enabled", map[string]string{"http-server.https.enabled": "true"}},
}
