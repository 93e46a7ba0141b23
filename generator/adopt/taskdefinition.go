package adopt

import (
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/source"
	"weir.local/schema"
)

// TaskDefinitions takes task definitions of one cluster, one of its coordinator and one of its workers, or one of them: inputs
// of register-task-definition, or what describe-task-definition prints.
func TaskDefinitions(files []Input, o Options) (Result, []Document, error) {
	var r Result
	t := tasks{r: &r, o: o}
	t.c = cluster{name: o.Cluster, platform: "ecs", min: -1, at: source.Pos{File: files[0].Name, Line: 1}}
	for _, in := range files {
		if root := r.parseJSON(in); root != nil {
			t.definition(in, root)
		}
	}
	if r.Findings.Errors() {
		return r, nil, nil
	}
	r.cluster(t.c, o)
	return r, t.documents, nil
}

// Variables are the secrets that a task definition's containers read from their environment, by variable: where the
// references of properties lead.
func Variables(in Input, o Options) (map[string]schema.Reference, Result) {
	var r Result
	found := map[string]schema.Reference{}
	root := r.parseJSON(in)
	for _, container := range described(root).get("containerDefinitions").each() {
		for _, s := range container.get("secrets").each() {
			if ref, ok := o.referenceOf(&r, s); ok {
				found[s.get("name").string()] = ref
			}
		}
	}
	return found, r
}

// described is the task definition in what describe-task-definition prints, else the value itself.
func described(root *node) *node {
	if inner := root.get("taskDefinition"); inner != nil && inner.kind == mapping {
		return inner
	}
	return root
}

// tasks are task definitions on their way into a cluster.
type tasks struct {
	r         *Result
	o         Options
	c         cluster
	documents []Document
}

// definition takes one task definition.
func (t *tasks) definition(in Input, root *node) {
	root = described(root)
	family := root.get("family").string()
	name, role := family, ""
	for _, ending := range []string{"coordinator", "worker"} {
		if rest, ok := strings.CutSuffix(family, "-"+ending); ok {
			name, role = rest, ending
		}
	}
	trino := trinoContainer(root)
	switch {
	case trino == nil:
		t.r.refuse(source.Pos{File: in.Name, Line: 1}, "no container runs Trino, so this is no task definition of a cluster", "name one whose container is called trino, or runs an image of that name")
		return
	case role == "":
		t.r.refuse(root.get("family").position(in), "the family says neither coordinator nor worker at its end", `rename it as weir does: "adhoc-coordinator", "adhoc-worker"`)
		return
	case t.c.name == "":
		t.c.name = name
	case t.o.Cluster == "" && t.c.name != name:
		t.r.refuse(root.get("family").position(in), "another cluster than in the first file", "import one cluster at a time")
		return
	}
	p := &t.c.coordinator
	if role == "worker" {
		p = &t.c.workers
	}
	if p.known {
		t.r.refuse(root.get("family").position(in), "a second task definition of a "+role, "name one of each role")
		return
	}
	p.known = true
	t.c.deliver = "api" // the form of the file
	d := Document{root: root, used: map[*node]bool{}, read: (*Result).parseJSON, skip: filledIn, why: taskReasons}
	d.Rendered = t.o.Environment + "/" + t.c.name + "/ecs/" + role + ".task-definition.json"
	t.task(d, p, role)
	t.trino(d, trino)
	t.documents = append(t.documents, d)
}

// position is where a node stands; the file's first line where there is none.
func (n *node) position(in Input) source.Pos {
	if n == nil {
		return source.Pos{File: in.Name, Line: 1}
	}
	return n.at
}

// trinoContainer is the container that runs Trino.
func trinoContainer(root *node) *node {
	all := root.get("containerDefinitions")
	if n := all.named("name", "trino"); n != nil {
		return n
	}
	for _, n := range all.each() {
		if strings.Contains(n.get("image").string(), "trino") {
			return n
		}
	}
	return nil
}

// task takes what is said of the task as a whole.
func (t *tasks) task(d Document, p *pool, role string) {
	d.take("family")
	if n, ok := d.take("cpu").integer(); ok && n > 0 && n < 1<<30 {
		p.cpu = share(n, 1024)
	}
	if n, ok := d.take("memory").integer(); ok && n > 0 && n < 1<<30 {
		p.memory = strconv.FormatInt(n, 10) + "MiB"
		if n%1024 == 0 {
			p.memory = strconv.FormatInt(n/1024, 10) + "GiB"
		}
	}
	if launches := d.root.get("requiresCompatibilities"); len(launches.each()) == 1 && slices.Contains([]string{"FARGATE", "EC2"}, launches.items[0].string()) {
		t.c.launch = launches.items[0].string()
		d.use(launches)
	}
	if arch := d.root.get("runtimePlatform", "cpuArchitecture"); slices.Contains([]string{"X86_64", "ARM64"}, arch.string()) {
		t.c.arch = arch.string()
		d.use(arch)
	}
	if n, ok := d.root.get("ephemeralStorage", "sizeInGiB").integer(); ok && n >= 21 && n <= 200 && role == "worker" {
		t.c.storage = n
		d.take("ephemeralStorage")
	}
}

// trino takes what is said of Trino's own container.
func (t *tasks) trino(d Document, container *node) {
	d.use(container.get("name"))
	image := container.get("image").string()
	if t.o.Registry != "" {
		image = strings.TrimPrefix(image, t.o.Registry+"/")
	}
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		if v, err := strconv.Atoi(image[i+1:]); err == nil && v > 0 {
			t.c.image, t.c.version = image[:i], v
			d.use(container.get("image"))
		} else {
			t.c.guessVersion(t.r, image[i+1:])
		}
	}
	for _, s := range container.get("secrets").each() {
		ref, ok := t.o.referenceOf(t.r, s)
		if !ok {
			continue
		}
		for variable, field := range map[string]*schema.Reference{
			"TRINO_INTERNAL_COMMUNICATION_SHARED_SECRET": &t.c.shared,
			"TRINO_MYSQL_EVENT_LISTENER_DB_URL":          &t.c.events,
		} {
			if s.get("name").string() == variable {
				*field = ref
				d.use(s)
			}
		}
	}
}

// referenceOf is where a secret of a container comes from: the ARN of a parameter, its name, or the ARN of a secret with
// the key in its JSON (Amazon ECS, "Pass Secrets Manager secrets").
func (o Options) referenceOf(r *Result, secret *node) (schema.Reference, bool) {
	from := secret.get("valueFrom")
	fields := strings.Split(from.string(), ":")
	switch {
	case strings.HasPrefix(from.string(), "/"):
		return schema.Reference{Parameter: from.string()}, true
	case len(fields) == 6 && fields[2] == "ssm":
		name, ok := strings.CutPrefix(fields[5], "parameter/")
		return schema.Reference{Parameter: "/" + name}, ok
	case len(fields) >= 7 && fields[2] == "secretsmanager" && fields[5] == "secret":
		ref := schema.Reference{Secret: o.secretName(r, from.at, strings.Join(fields[:7], ":"), fields[6])}
		if len(fields) > 7 {
			ref.Key = fields[7]
		}
		if len(fields) > 8 && strings.Join(fields[8:], "") != "" {
			r.leave(from.at, secret.get("name").string(), "it pins a version of the secret, and weir reads the current one")
		}
		return ref, true
	}
	r.leave(from.position(Input{Name: secret.at.File}), quoted(secret.get("name").string()), "its valueFrom is neither of a parameter nor of a secret")
	return schema.Reference{}, false
}

// secretName is the name of an ARN in the environment's table of secrets, or the one to enter there.
func (o Options) secretName(r *Result, at source.Pos, arn, resource string) string {
	if name, known := o.ARNs[arn]; known {
		return name
	}
	name := resource[strings.LastIndexByte(resource, '/')+1:]
	if i := strings.LastIndexByte(name, '-'); i > 0 && len(name)-i == 7 { // Secrets Manager adds six letters
		name = name[:i]
	}
	r.note(at, "secret "+name, "enter it into the environment's table: secrets: "+labelText(name)+": \""+arn+"\"")
	return name
}

// taskReasons are why fields of a task definition are weir's own.
func taskReasons(path string) (string, bool) {
	reasons := []struct{ part, because string }{
		{"taskRoleArn", "the environment names it: ecs.taskRole"},
		{"executionRoleArn", "the environment names it: ecs.executionRole"},
		{"tags[", "tags are the environment's"},
		{".logConfiguration", "weir sends logs to a group of the cluster's own"},
		{".valueFrom", "the environment's table of secrets does not have it yet"},
		{".environment", "weir sets no variables of a container; what is secret of them belongs into a parameter"},
		{".secrets", "nothing that is declared takes it; import the catalogs with --task-definition"},
	}
	for _, r := range reasons {
		if strings.Contains(path, r.part) {
			return r.because, true
		}
	}
	return "", false
}

// filledIn are fields that AWS fills in when it describes a task definition, and no one declares.
func filledIn(path string, n *node) bool {
	switch path {
	case "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy", "deregisteredAt":
		return true
	}
	return strings.HasSuffix(path, ".cpu") && n.text == "0" || strings.HasSuffix(path, ".hostPort")
}
