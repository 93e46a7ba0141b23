package plan

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// traffic is what may go in and out of a cluster's pods, where it says anything about that.
func (d *draft) traffic() *model.Traffic {
	if d.EKS == nil || d.EKS.NetworkPolicy == nil || d.env.Spec.Eks == nil {
		return nil
	}
	said := d.EKS.NetworkPolicy
	t := &model.Traffic{
		Monitoring: model.Text{Value: d.env.Spec.Eks.Monitoring, Origin: source.Declared(d.env.At("eks", "monitoring"))},
		Listens:    d.listens(),
		Metrics:    []model.Port{d.httpPort()},
		Agent:      d.EKS.ServiceAccount != "" && d.Home.Identity.Value == model.PodIdentityAgent,
		Origin:     d.decl.origin("networkPolicy"),
	}
	for i, namespace := range said.Namespaces {
		t.Clients = append(t.Clients, model.Client{Namespace: string(namespace), Origin: d.decl.origin("networkPolicy", "namespaces", source.Index(i))})
	}
	for i, addresses := range said.Addresses {
		t.Clients = append(t.Clients, model.Client{Addresses: addresses, Origin: d.decl.origin("networkPolicy", "addresses", source.Index(i))})
	}
	p := ports{}
	p.add(httpsPort, "AWS", source.Fixed("AWS answers on 443"))
	for i, port := range said.Ports {
		p.add(int(port), "declared", d.decl.origin("networkPolicy", "ports", source.Index(i)))
	}
	t.Unread = p.read(d.Coordinator.Files)
	t.Reaches = p.sorted()
	return t
}

// httpsPort is that of AWS, and of whatever else answers on https without saying where.
const httpsPort = 443

// listens are the ports that the coordinator answers clients on.
func (d *draft) listens() []model.Port {
	all := []model.Port{d.httpPort()}
	if line, ok := d.configLine("http-server.https.port"); ok {
		if port, err := strconv.Atoi(line.Value); err == nil {
			all = append(all, model.Port{Number: port, Origin: line.Origin})
		}
	}
	return all
}

func (d *draft) httpPort() model.Port {
	if line, ok := d.configLine("http-server.http.port"); ok {
		if port, err := strconv.Atoi(line.Value); err == nil {
			return model.Port{Number: port, Origin: line.Origin}
		}
	}
	return model.Port{Number: 8080, Origin: source.Fixed("Trino's own port in its image")}
}

// configLine is a line of the coordinator's config.properties.
func (d *draft) configLine(key string) (model.Line, bool) {
	config, _ := d.Coordinator.File("config.properties")
	i := slices.IndexFunc(config.Lines, func(l model.Line) bool { return l.Key == key })
	if i < 0 {
		return model.Line{}, false
	}
	return config.Lines[i], true
}

// ports gathers those that Trino opens connections to, by number.
type ports map[int]*model.Port

func (p ports) add(number int, thing string, origin *source.Origin) {
	known := p[number]
	if known == nil {
		known = &model.Port{Number: number, Origin: origin}
		p[number] = known
	}
	if n := len(known.For); n == 0 || known.For[n-1] != thing { // the lines of a thing come one after the other
		known.For = append(known.For, thing)
	}
}

func (p ports) sorted() []model.Port {
	var all []model.Port
	for _, port := range p {
		slices.Sort(port.For)
		all = append(all, *port)
	}
	slices.SortFunc(all, func(a, b model.Port) int { return cmp.Compare(a.Number, b.Number) })
	return all
}

// read looks for addresses in every property of the files, and answers those that it cannot read.
func (p ports) read(files []model.File) []model.Unread {
	var unread []model.Unread
	for _, f := range files {
		thing := thingOf(f.Path)
		for _, line := range f.Lines {
			if line.Key == "" || ownAddresses[line.Key] {
				continue
			}
			if line.Secret != "" && isAddress(line.Key) {
				unread = append(unread, model.Unread{Thing: thing, Property: line.Key, Origin: line.Origin})
				continue
			}
			for _, number := range portsIn(line, f.Lines) {
				p.add(number, thing, line.Origin)
			}
			if host, ok := unknownScheme(line.Value); ok && isAddress(line.Key) {
				unread = append(unread, model.Unread{Thing: thing, Property: line.Key + " (" + host + ")", Origin: line.Origin})
			}
		}
	}
	return unread
}

// thingOf is what a file is about: "catalog orders", "event-listener.properties".
func thingOf(path string) string {
	if name, ok := strings.CutPrefix(path, "catalog/"); ok {
		return "catalog " + strings.TrimSuffix(name, ".properties")
	}
	return path
}

// ownAddresses are properties that hold the cluster's own address.
var ownAddresses = map[string]bool{"discovery.uri": true, "openlineage-event-listener.trino.uri": true}

// isAddress says whether a property holds where something is: "connection-url", "hive.metastore.uri", "ldap.url".
func isAddress(key string) bool {
	return strings.HasSuffix(key, "url") || strings.HasSuffix(key, "uri") || strings.HasSuffix(key, "endpoints") || strings.HasSuffix(key, ".nodes")
}

// schemePorts are the ports of addresses that name none, by scheme; 0 is of AWS or of the node itself. Each is the default of the driver.
var schemePorts = map[string]int{
	"http": 80, "https": 443, "thrift": 9083, "ldap": 389, "ldaps": 636, "s3": 0, "s3a": 0, "file": 0, "local": 0, "memory": 0,
	"jdbc:mysql": 3306, "jdbc:mariadb": 3306, "jdbc:singlestore": 3306, "jdbc:postgresql": 5432, "jdbc:redshift": 5439,
	"jdbc:sqlserver": 1433, "jdbc:clickhouse": 8123, "jdbc:snowflake": 443, "jdbc:vertica": 5433, "jdbc:ignite:thin": 10800,
	"mongodb": 27017, "mongodb+srv": 27017,
}

// propertyPorts are the ports of properties that hold hosts without a scheme, with the property that says another.
var propertyPorts = map[string]struct {
	port int
	says string
}{
	"elasticsearch.host":                    {9200, "elasticsearch.port"},
	"opensearch.host":                       {9200, "opensearch.port"},
	"cassandra.contact-points":              {9042, "cassandra.native-protocol-port"},
	"redis.nodes":                           {6379, "redis.default-port"},
	"kafka.nodes":                           {9092, ""},
	"kudu.client.master-addresses":          {7051, ""},
	"pinot.controller-urls":                 {9000, ""},
	"trino.thrift.client.addresses":         {9779, ""},
	"kafka-event-listener.broker-endpoints": {9092, ""},
}

var (
	schemed  = regexp.MustCompile(`([a-z][a-z0-9+:]*)://([^/\s?;"']+)`)
	oracle   = regexp.MustCompile(`^jdbc:oracle:thin:@(?://)?[^:/\s]+(?::([0-9]+))?`)
	hostPort = regexp.MustCompile(`^[A-Za-z0-9._-]+(?::([0-9]{1,5}))?$`)
)

// portsIn are the ports that a property's value leads to.
func portsIn(line model.Line, lines []model.Line) []int {
	if hosts, ok := propertyPorts[line.Key]; ok {
		return portsOfHosts(line.Value, saidOr(lines, hosts.says, hosts.port))
	}
	scheme, _, ok := strings.Cut(line.Value, "://")
	if port, known := schemePorts[scheme]; !ok && !strings.HasPrefix(line.Value, "jdbc:oracle:") || known && port == 0 {
		return nil
	}
	if m := oracle.FindStringSubmatch(line.Value); m != nil {
		return []int{numberOr(m[1], 1521)}
	}
	var all []int
	otherwise := 0 // the port of the scheme above
	address, _, _ := strings.Cut(strings.ReplaceAll(line.Value, ";", "?"), "?")
	for part := range strings.SplitSeq(address, ",") {
		host := part
		if m := schemed.FindStringSubmatch(part); m != nil {
			otherwise, host = schemePorts[m[1]], m[2]
		} else if len(all) == 0 {
			continue // no address yet
		}
		host, _, _ = strings.Cut(host, "/")
		all = append(all, portsOfHosts(host[strings.LastIndexByte(host, '@')+1:], otherwise)...) // behind a user's name
	}
	return slices.DeleteFunc(all, func(n int) bool { return n == 0 })
}

// unknownScheme is an address whose scheme has no port that is known, and that names none itself: "jdbc:exa".
func unknownScheme(value string) (scheme string, unknown bool) {
	if !strings.HasPrefix(value, "jdbc:") || oracle.MatchString(value) {
		return "", false
	}
	m := schemed.FindStringSubmatch(value)
	if m == nil {
		return strings.Join(strings.SplitN(value, ":", 3)[:2], ":"), true
	}
	_, known := schemePorts[m[1]]
	_, port, _ := strings.Cut(m[2], ":")
	return m[1], !known && numberOr(port, 0) == 0 && m[1] != "http" && m[1] != "https"
}

// portsOfHosts are those of "a:9092,b"; of a host that names none, the default.
func portsOfHosts(hosts string, otherwise int) []int {
	var all []int
	for host := range strings.SplitSeq(hosts, ",") {
		if m := hostPort.FindStringSubmatch(strings.TrimSpace(host)); m != nil {
			all = append(all, numberOr(m[1], otherwise))
		}
	}
	return all
}

func saidOr(lines []model.Line, key string, otherwise int) int {
	for _, l := range lines {
		if key != "" && l.Key == key {
			return numberOr(l.Value, otherwise)
		}
	}
	return otherwise
}

func numberOr(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 && n < 65536 {
		return n
	}
	return otherwise
}
