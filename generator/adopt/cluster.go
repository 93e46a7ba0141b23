package adopt

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// cluster is what the inputs say of one Trino cluster, on its way into a declaration.
type cluster struct {
	name        string
	at          source.Pos // where the input begins
	platform    string     // "ecs" or "eks"
	image       string     // without registry and tag; empty: Trino's own
	version     int
	coordinator pool
	workers     pool
	min         int64 // -1: not known
	max         int64 // 0: not known
	maxMemory   string
	grace       string
	spot        bool
	retry       string
	shared      schema.Reference
	events      schema.Reference
	exchange    string // s3://bucket/prefix
	log         Fields
	brought     []string // flags of the JVM that weir adds by itself
	groups      Fields   // resource groups
	session     Fields   // session properties
	zone        string
	account     string // service account
	namespace   string
	launch      string
	deliver     string // the form that it is delivered in
	arch        string
	storage     int64
	disk        string // of a worker, on EKS: "400GiB"
}

// pool is one role: its container and its files.
type pool struct {
	known    bool
	cpu      json.Number
	memory   string // of the container: "60GiB"
	heap     string // "48GB"
	headroom string
	perNode  string
	settings []setting // of config.properties, without those that have fields
	flags    []string
}

var clusterName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// cluster makes declarations of a cluster: itself, and the bucket of its exchange where none is declared.
func (r *Result) cluster(c cluster, o Options) {
	if !clusterName.MatchString(c.name) {
		r.refuse(c.at, "which cluster it is, the input does not say", "say it: --cluster adhoc")
		return
	}
	d := Declaration{Kind: schema.KindCluster, Name: c.name, Definition: map[string]string{"ecs": "ECSCluster", "eks": "EKSCluster"}[c.platform]}
	if d.Definition == "" {
		r.refuse(c.at, "whether it runs on ECS or on EKS, the input does not say", "say it: --platform ecs")
		return
	}
	c.guess(r, d)
	spill := c.spill(r, d)
	shared, coordinator, workers := c.properties(o)
	d.Fields = Fields{}.With("owner", o.owner(r, d)).
		With("only", o.only()).
		With("trino", Fields{}.With("version", whole(int64(c.version))).With("image", otherThan(c.image, "trinodb/trino"))).
		With("coordinator", c.coordinator.fields(o).With("jvm", c.coordinator.flags).With("properties", coordinator)).
		With("workers", c.workerFields(o).With("jvm", c.workers.flags).With("properties", workers)).
		With("launch", otherThan(c.launch, "FARGATE")).
		With("deliver", otherThan(c.deliver, "stack")).
		With("architecture", otherThan(c.arch, "X86_64")).
		With("namespace", c.namespace).
		With("serviceAccount", c.account).
		With("zone", otherThan(c.zone, "a")).
		With("retry", otherThan(c.retry, "NONE")).
		With("exchange", r.exchange(c, o)).
		With("queryMaxMemory", c.queryMemory(o)).
		With("spill", spill).
		With("sharedSecret", c.shared).
		With("eventListeners", Fields{}.With("mysql", Fields{}.With("url", c.events))).
		With("resourceGroups", c.groups).
		With("sessionProperties", c.session).
		With("log", c.log).
		With("properties", shared)
	if c.storage > 0 {
		d.Fields = d.Fields.With("ephemeralStorage", whole(c.storage))
	}
	r.Declarations = append(r.Declarations, d)
}

// otherThan is a value, or nothing where it is the schema's default.
func otherThan(value, fallback string) string {
	if value == fallback {
		return ""
	}
	return value
}

// guess fills in what the input does not say, and tells it.
func (c *cluster) guess(r *Result, d Declaration) {
	if c.version == 0 {
		versions := trino.Versions()
		c.version = versions[len(versions)-1]
		r.guess(d, "trino.version", strconv.Itoa(c.version), "the input does not say which Trino runs")
	}
	if !c.coordinator.known {
		c.coordinator = copyOf(c.workers)
		r.guess(d, "coordinator", "as the workers", "no file of a coordinator was given")
	}
	if !c.workers.known {
		c.workers = copyOf(c.coordinator)
		r.guess(d, "workers", "as the coordinator", "no file of a worker was given")
	}
	c.coordinator.guess(r, d, "coordinator", c.platform)
	c.workers.guess(r, d, "workers", c.platform)
	if c.min < 0 {
		c.min = 1
		r.guess(d, "workers.min", "1", "the input does not say how many workers there are")
	}
	if c.max == 0 {
		c.max = max(c.min, 1)
		r.guess(d, "workers.max", strconv.FormatInt(c.max, 10), "the input does not say how many workers there may be")
	}
}

var leadingVersion = regexp.MustCompile(`^(\d{3,4})[^\d]`)

// guessVersion takes the version that the tag of an image of one's own begins with: "475-2", "475-java24".
func (c *cluster) guessVersion(r *Result, tag string) {
	m := leadingVersion.FindStringSubmatch(tag)
	if m == nil || c.version > 0 {
		return
	}
	if v, err := strconv.Atoi(m[1]); err == nil {
		c.version = v
		r.guess(Declaration{Kind: schema.KindCluster, Name: c.name}, "trino.version", m[1], "the tag of the image begins so")
	}
}

// copyOf is the container of another role, without what only its own files said.
func copyOf(p pool) pool {
	return pool{cpu: p.cpu, memory: p.memory, heap: p.heap, headroom: p.headroom, perNode: p.perNode}
}

// guess fills in the container of which only the heap, or nothing, is known. 80 % of its memory is the heap in weir's own
// sums, and 8 GiB go with a core on the machines that Trino likes (the r families of EC2). On Fargate memory comes in steps
// (Amazon ECS, "Task CPU and memory").
func (p *pool) guess(r *Result, d Declaration, label, platform string) {
	guessed := p.memory == ""
	if guessed {
		heap, _ := trino.ParseDataSize(cmp.Or(p.heap, "8GB"))
		p.memory = gibibytes(int64(math.Ceil(float64(heap) / 0.8 / (1 << 30))))
	}
	if p.cpu == "" {
		gib := sizeOf(p.memory) >> 30
		cores := int64(1)
		for cores*8 < gib && cores < 256 {
			cores *= 2
		}
		if step := map[int64]int64{8: 4, 16: 8}[cores]; guessed && platform == "ecs" && step > 0 {
			p.memory = gibibytes((gib + step - 1) / step * step)
		}
		p.cpu = whole(cores)
		r.guess(d, label+".cpu", string(p.cpu), "the input does not say how many cores the container has; 8 GiB a core is usual")
	}
	if guessed {
		r.guess(d, label+".memory", p.memory, "the input has a heap, and no container; the heap is 80 % of this, or less")
	}
}

func gibibytes(n int64) string { return strconv.FormatInt(n, 10) + "GiB" }

// sizeOf is a container's memory in bytes: "60GiB".
func sizeOf(memory string) int64 {
	n, err := trino.ParseDataSize(strings.Replace(memory, "iB", "B", 1))
	if err != nil {
		return 0
	}
	return n
}

// fields are the container's, without what weir works out alike.
func (p pool) fields(o Options) Fields {
	heap, headroom, perNode := o.Sizes(p.memory)
	f := Fields{}.With("cpu", p.cpu).With("memory", p.memory)
	if p.heap != "" && p.heap != heap { // what follows from another heap is not known here: it stays written
		return f.With("heap", p.heap).With("headroom", p.headroom).With("maxMemoryPerNode", p.perNode)
	}
	return f.With("headroom", otherThan(p.headroom, headroom)).With("maxMemoryPerNode", otherThan(p.perNode, perNode))
}

func (c cluster) workerFields(o Options) Fields {
	f := c.workers.fields(o)
	f = append(f, Field{"min", whole(c.min)}, Field{"max", whole(max(c.max, c.min))})
	if c.spot {
		f = append(f, Field{"spot", true}, Field{"onDemandBase", whole(1)})
	}
	return f.With("grace", otherThan(c.grace, "15s")).With("disk", Fields{}.With("size", c.disk))
}

// queryMemory is query.max-memory where weir would not work it out alike.
func (c cluster) queryMemory(o Options) string {
	perNode := c.workers.perNode
	if perNode == "" {
		_, _, perNode = o.Sizes(c.workers.memory)
	}
	if c.maxMemory == o.QueryMemory(perNode, c.min) {
		return ""
	}
	return c.maxMemory
}

// workersFor is how many workers make query.max-memory of what one gives; -1 when no number does.
func workersFor(o Options, perNode, total string) int64 {
	for n := int64(1); n <= 1000 && perNode != "" && total != ""; n++ {
		if o.QueryMemory(perNode, n) == total {
			return n
		}
	}
	return -1
}

// spillPath is where weir lets queries spill: on the disk that it mounts.
const spillPath = "/data/trino/disk/spill"

// spill takes the settings of spilling out of both roles, where they are such as weir writes; another path stays a property.
func (c *cluster) spill(r *Result, d Declaration) Fields {
	found := map[string]string{}
	for _, s := range slices.Concat(c.coordinator.settings, c.workers.settings) {
		found[s.key] = s.value
	}
	if found["spill-enabled"] != "true" || found["spiller-spill-path"] != spillPath || !slices.Contains([]string{"", "NONE", "LZ4", "ZSTD"}, found["spill-compression-codec"]) {
		return nil
	}
	for _, p := range []*pool{&c.coordinator, &c.workers} {
		p.settings = slices.DeleteFunc(slices.Clone(p.settings), func(s setting) bool {
			return slices.Contains([]string{"spill-enabled", "spiller-spill-path", "max-spill-per-node", "query-max-spill-per-node", "spill-compression-codec", "spill-encryption-enabled"}, s.key)
		})
	}
	c.guessDisk(r, d, found["max-spill-per-node"])
	f := Fields{{"enabled", true}}.
		With("maxPerNode", found["max-spill-per-node"]).
		With("maxPerQuery", otherThan(found["query-max-spill-per-node"], found["max-spill-per-node"])).
		With("compression", found["spill-compression-codec"])
	if encrypts := found["spill-encryption-enabled"]; encrypts != "" {
		f = f.With("encryption", typed("boolean", encrypts))
	}
	if len(f) > 1 {
		f = f[1:]
	}
	return f
}

// guessDisk fills in a disk that holds the spill as 80 % of it; on Fargate 10 GiB more are the image's and its logs' (rule TRN042).
func (c *cluster) guessDisk(r *Result, d Declaration, spill string) {
	bytes, err := trino.ParseDataSize(spill)
	if err != nil || c.storage > 0 {
		return
	}
	gib := int64(math.Ceil(float64(bytes) / 0.8 / (1 << 30)))
	const why = "the input says how much may be spilled, and not on what disk"
	if c.platform == "ecs" {
		c.storage = min(max(gib+10, 21), 200)
		r.guess(d, "ephemeralStorage", strconv.FormatInt(c.storage, 10), why)
		return
	}
	c.disk = gibibytes(gib)
	r.guess(d, "workers.disk.size", c.disk, why)
}

// properties parts the settings of config.properties into those of both roles and those of one.
func (c cluster) properties(o Options) (both, coordinator, workers Fields) {
	server := o.release().Server()
	var shared, ofCoordinator, ofWorkers []setting
	for _, s := range c.coordinator.settings {
		twin := slices.ContainsFunc(c.workers.settings, func(w setting) bool { return w.key == s.key && w.value == s.value && w.ref == s.ref })
		p, status := server.Lookup(s.key)
		if twin || !c.workers.known || status == trino.Known && p.Role == trino.CoordinatorOnly {
			shared = append(shared, s)
		} else {
			ofCoordinator = append(ofCoordinator, s)
		}
	}
	for _, s := range c.workers.settings {
		if !slices.ContainsFunc(shared, func(o setting) bool { return o.key == s.key }) {
			ofWorkers = append(ofWorkers, s)
		}
	}
	if !c.coordinator.known {
		shared, ofWorkers = ofWorkers, nil
	}
	return properties(server, shared), properties(server, ofCoordinator), properties(server, ofWorkers)
}

// exchange is the field of that name; a bucket that nobody has declared is declared.
func (r *Result) exchange(c cluster, o Options) Fields {
	rest, ok := strings.CutPrefix(c.exchange, "s3://")
	if !ok {
		return nil
	}
	name, prefix, _ := strings.Cut(rest, "/")
	declared, known := o.Buckets[name]
	if !known {
		declared = "exchange"
		if slices.Contains(slices.Collect(maps.Values(o.Buckets)), declared) {
			declared = c.name + "-exchange"
		}
		d := Declaration{Kind: schema.KindBucket, Name: declared, Definition: "Bucket"}
		d.Fields = Fields{}.With("bucket", name).With("use", "exchange").With("owner", o.owner(r, d)).With("only", o.only())
		r.Declarations = append(r.Declarations, d)
	}
	f := Fields{}.With("bucket", declared)
	switch prefix = strings.Trim(prefix, "/"); prefix {
	case c.name:
	case "":
		r.note(c.at, c.exchange, "the whole bucket; weir keeps to a prefix of the cluster's name in it")
	default:
		f = f.With("prefix", prefix+"/")
	}
	return f
}

// jvmHeap is a JVM's size as Trino spells it: "48G" is "48GB".
func jvmHeap(size string) (string, bool) {
	m := regexp.MustCompile(`^([0-9]{1,15})([kKmMgGtT]?)$`).FindStringSubmatch(size)
	if m == nil {
		return "", false
	}
	unit := map[string]string{"": "B", "K": "kB", "M": "MB", "G": "GB", "T": "TB"}[strings.ToUpper(m[2])]
	return m[1] + unit, true
}

// share is a number of parts of a core as people write it: share(512, 1024) is 0.5.
func share(n, of int64) json.Number {
	return json.Number(strconv.FormatFloat(float64(n)/float64(of), 'f', -1, 64))
}
