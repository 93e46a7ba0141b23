package spine

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Kind is why something may be changed. There are no other reasons.
type Kind string

const (
	Memory      Kind = "heap and query memory"
	Address     Kind = "addresses and ports"
	Directory   Kind = "data, configuration and plugin directories"
	ImageFlag   Kind = "JVM flags that name files of the image"
	Metastore   Kind = "metastore and its file system"
	ExchangeDir Kind = "exchange directory"
	SecretValue Kind = "secrets"
)

// Place is what this machine offers one node.
type Place struct {
	Etc, Data, Plugins, Exchange string // directories
	Port                         int    // of the node
	Coordinator                  string // "http://127.0.0.1:40123"
	MariaDB                      string // "127.0.0.1:40124"
}

// Change is one thing that the harness alters in what weir wrote, before Trino reads it.
type Change struct {
	Kind  Kind
	Files string // glob over the path in /etc/trino: "catalog/*.properties"
	Key   string // glob over property names; in jvm.config over flags: "-Xmx", "-XX:HeapDumpPath"
	Value string // regular expression that the value holds; "" is any
	Do    Act
	To    func(value string, place Place) string // the new value
	Why   string
}

// Act is what becomes of the property.
type Act string

const (
	Replace Act = "replace" // where it is
	Ensure  Act = "ensure"  // replace it, or add it where it is not
	Remove  Act = "remove"
)

// Changes is the whole list. What it does not explain is what weir wrote, byte for byte.
//
// Nothing here touches a metastore: catalogs on Glue are created without asking it, so their files stay as they are.
// No secret is written into a file either: secrets.go puts them into the environment, where ECS and Kubernetes put them.
func Changes() []Change {
	return []Change{
		{Memory, "jvm.config", "-Xmx", "", Replace, always("2G"), "two nodes share one small machine"},
		{Memory, "jvm.config", "-Xms", "", Replace, always("2G"), "as -Xmx"},
		{Memory, "config.properties", "memory.heap-headroom-per-node", "", Replace, always("500MB"), "must fit the small heap"},
		{Memory, "config.properties", "query.max-memory-per-node", "", Replace, always("1GB"), "must fit the small heap"},
		{Memory, "config.properties", "query.max-memory", "", Replace, always("1GB"), "the sum of the small heaps"},
		{Memory, "config.properties", "query.max-total-memory", "", Replace, always("2GB"), "the sum of the small heaps"},

		{Address, "config.properties", "http-server.http.port", "", Replace, port, "two nodes share one address"},
		{Address, "config.properties", "discovery.uri", "", Replace, coordinator, "the alias or service is not there"},
		{Address, "node.properties", "node.internal-address", "", Ensure, always("127.0.0.1"), "nodes find each other on the loopback"},
		{Address, "node.properties", "node.bind-ip", "", Ensure, always("127.0.0.1"), "nobody else can reach the server"},
		{Address, "catalog/*.properties", "connection-url", "^jdbc:mysql:", Replace, mariadb, "MariaDB stands in for Aurora"},
		{Address, "event-listener.properties", "mysql-event-listener.db.url", "^jdbc:", Replace, mariadb, "MariaDB stands in for Aurora"},

		{Directory, "node.properties", "node.data-dir", "", Ensure, dataDir, "each node has its own"},
		{Directory, "node.properties", "plugin.dir", "", Ensure, pluginDir, "only the plugins that the files name, so that a start is short"},
		{Directory, "*.properties", "*", "/etc/trino", Replace, etcDir, "the image's folder of configuration"},
		{Directory, "catalog/*.properties", "*", "/etc/trino", Replace, etcDir, "the image's folder of configuration"},
		{Directory, "*.properties", "*", "/data/trino", Replace, dataDirIn, "the image's folder of data"},
		{Directory, "catalog/*.properties", "*", "/data/trino", Replace, dataDirIn, "the image's folder of data"},
		{Directory, "jvm.config", "-XX:*", "/data/trino", Replace, dataDirIn, "the image's folder of data"},

		{ImageFlag, "jvm.config", "-agentpath", "^/usr/lib/trino/|^/opt/", Remove, nil, "the file is in the image alone"},
		{ImageFlag, "jvm.config", "-javaagent", "^/usr/lib/trino/|^/opt/", Remove, nil, "the file is in the image alone"},

		{ExchangeDir, "exchange-manager.properties", "exchange.base-directories", "^s3://", Replace, exchangeDir, "a local directory stands in for S3"},
		{ExchangeDir, "exchange-manager.properties", "exchange.s3.*", "", Remove, nil, "Trino refuses them beside a local directory; a test of their own boots with them"},
	}
}

func always(value string) func(string, Place) string {
	return func(string, Place) string { return value }
}

func port(_ string, place Place) string        { return strconv.Itoa(place.Port) }
func coordinator(_ string, place Place) string { return place.Coordinator }
func dataDir(_ string, place Place) string     { return place.Data }
func pluginDir(_ string, place Place) string   { return place.Plugins }
func exchangeDir(_ string, place Place) string { return place.Exchange }

func etcDir(value string, place Place) string {
	return strings.ReplaceAll(value, "/etc/trino", place.Etc)
}

func dataDirIn(value string, place Place) string {
	return strings.ReplaceAll(value, "/data/trino", place.Data)
}

// mariadb changes host and port of a JDBC URL and leaves the rest: "jdbc:mysql://orders:3306?sslMode=REQUIRED".
func mariadb(value string, place Place) string {
	return regexp.MustCompile(`//[^/?]+`).ReplaceAllString(value, "//"+place.MariaDB)
}

// covers says whether the change is about this property of this file.
func (c Change) covers(file, key string) bool {
	return glob(c.Files, file) && glob(c.Key, key)
}

// applies says whether the change alters a property that is there.
func (c Change) applies(file string, p property) bool {
	return c.covers(file, p.key) && regexp.MustCompile(c.Value).MatchString(p.value)
}

func (c Change) String() string { return fmt.Sprintf("%s %s in %s (%s)", c.Do, c.Key, c.Files, c.Why) }

// glob is path.Match in which a * does not stop at dots, and does at slashes of file names.
func glob(pattern, name string) bool {
	matched, err := filepath.Match(pattern, name)
	return err == nil && matched
}
