package load_test

import (
	"fmt"
	"strings"
)

// mutation is a repository with something changed; most of them are wrong.
type mutation struct {
	name   string
	folder string // what else there is
	files  files
}

const head = "import \"weir.local/schema\"\n\n"

// sound is a MySQL catalog without its name, field by field, so that one of them can be changed.
var sound = []string{
	`owner: "team"`, `clusters: ["adhoc"]`, `host: "db.internal"`, `user: {parameter: "/a/user"}`, `password: {parameter: "/a/password"}`,
}

// mysql is a catalog file with fields changed ("host: 5"), taken out ("-host") or added.
func mysql(name string, changes ...string) string {
	fields := append([]string{}, sound...)
	for _, change := range changes {
		label, _, _ := strings.Cut(strings.TrimPrefix(change, "-"), ":")
		at := -1
		for i, f := range fields {
			if strings.HasPrefix(f, label+":") {
				at = i
			}
		}
		switch {
		case strings.HasPrefix(change, "-"):
			fields = append(fields[:at], fields[at+1:]...)
		case at >= 0:
			fields[at] = change
		default:
			fields = append(fields, change)
		}
	}
	return catalog(name, "schema.#MySQL & {\n\t"+strings.Join(fields, "\n\t")+"\n}")
}

func catalog(name, value string) string {
	return "package catalogs\n\n" + head + "catalogs: " + name + ": " + value + "\n"
}

// mutations are what the loader and the real cue must agree on.
func mutations() []mutation {
	var all []mutation
	add := func(name string, f files) {
		for path := range f {
			folder, _, _ := strings.Cut(path, "/")
			all = append(all, mutation{name, folder, f})
		}
	}
	for i, change := range fieldChanges() {
		add(fmt.Sprintf("catalog %d: %s", i, change), files{"catalogs/m.cue": mysql("m", strings.Split(change, " ;; ")...)})
	}
	for i, body := range catalogBodies() {
		add(fmt.Sprintf("catalog body %d: %.60s", i, body), files{"catalogs/m.cue": body})
	}
	for i, change := range clusterChanges() {
		add(fmt.Sprintf("cluster %d: %s", i, change), files{"clusters/m.cue": "package clusters\n\n" + head + "clusters: m: schema.#ECSCluster & {trino: version: 476, coordinator: {cpu: 1, memory: \"8GiB\"}, workers: {cpu: 1, memory: \"8GiB\", min: 1, max: 2}} & {" + change + "}\n"})
	}
	for i, change := range environmentChanges() {
		add(fmt.Sprintf("environment %d: %s", i, change), files{"environments/m.cue": "package environments\n\n" + head + "environments: m: schema.#Environment & {" + change + "}\n"})
	}
	for i, body := range lakeBodies() {
		add(fmt.Sprintf("lake %d: %.60s", i, body), files{"lake/m.cue": "package lake\n\n" + head + body + "\n"})
	}
	return append(all, repositories()...)
}

func fieldChanges() []string {
	return []string{
		`properties: {("metadata.cache" + "-ttl"): "10m"}`, `properties: {("metadata.cache" + "-ttl"): "soon"}`, `properties: {("metadata.cach" + "-ttl"): "10m"}`, // rows that the lean schema lacks
		`port: 3307`, `port: "3306"`, `port: 0`, `port: 65536`, `port: 1.5`, `port: true`, `port: null`, `port: [1]`, `port: {}`,
		`port: int`, `port: 1 | 2`, `port: *1 | 2`, `port: >5`, `host: "a b"`, `host: 5`, `host: ""`, `host: string`, `-host`,
		`-owner`, `-clusters`, `-user`, `-password`, `-host ;; -owner`, `-host ;; port: "x"`, `-host ;; hots: "x"`,
		`hots: "x"`, `hots: "x" ;; port: 0 ;; sslMode: "x"`, `owner: 1`, `clusters: "adhoc"`, `clusters: [1]`, `clusters: []`,
		`clusters: ["a", ...]`, `sslMode: "REQUIRED"`, `sslMode: "require"`, `sslMode: 1`, `user: "root"`,
		`password: "hunter2secret"`, `password: {parameter: "hunter2secret"}`, `password: {secret: "s", key: "k"}`, `password: {secrte: "s"}`,
		`password: {parameter: 1}`, `password: {}`, `properties: "metadata.cache-ttl": "10m"`, `properties: "metadata.cache-ttl": "10 parsecs"`,
		`properties: "metdata.cache-ttl": "10m"`, `properties: "connection-password": "hunter2secret"`, `properties: "metadata.cache-ttl": [1]`,
		`properties: 5`, `environments: dev: {host: "dev.internal"}`, `environments: dev: {hots: "x"}`, `environments: dev: {port: 0}`,
		`environments: dev: {sslMode: "x"}`, `environments: dev: {password: "hunter2secret"}`, `environments: dev: {properties: "nope": 1}`,
		`environments: dev: 1`, `environments: {}`, `environments: {dev: {port: "x"}, prod: {port: 0, foo: 1}}`, `name: "other"`, `name: "m"`,
		`connector: "mysql"`, `connector: "hive"`, `only: ["dev"]`, `only: "dev"`, `waive: TRN001: "because"`, `waive: TRN001: 1`,
		`preset: "a": "b"`, `preset: "a": 1`, `host: foo`, `host: "a" + "b"`, `host: "\(owner).internal"`, `host: owner`, `host: "a" ;; owner: host`,
		`let x = "a.internal", host: x`, `if true {port: 5}`, `if true {port: "x"}`, `if true {hots: 1}`, `for k in ["port"] {(k): 0}`,
		`_hidden: 1`, `#Def: {a: 1}`, `#Def: {a: 1 & 2}`, `_hidden: string`, `"host": "quoted"`, `description?: "x"`, `description!: string`,
		`[string]: _`, `...`, `host: _|_`, `x=host: "a"`, `owner: strings.ToUpper("x")`, `clusters: list.Repeat(["a"], 2)`,
		`host: "a" & "b"`, `host: schema.nope`, `host: schema`, `@attr(x)`, `port: 5 @attr(x)`, "host: \"a\\xb\"", `host: 'a'`, `host: #"a"#`,
		"description: \"\"\"\n\t\tmany\n\t\tlines\n\t\t\"\"\"", `host: catalogs.orders.host`, `host: "\(catalogs.orders.host)"`,
		`host: catalogs.m.owner`, `host: m.owner`, `owner: "é"`, `port: 3_306`, `port: 0x10`, `port: 1e3`, `port: 1K`,
	}
}

func catalogBodies() []string {
	return []string{
		"", "package catalogs\n", "package catalogs\n\n// nothing\n", mysql("m") + "foo bar\n", mysql("m") + "}\n", strings.TrimSuffix(mysql("m"), "}\n"),
		strings.Replace(mysql("m"), "host:", "host", 1), strings.Replace(mysql("m"), `"db.internal"`, `"db.internal`, 1),
		strings.Replace(mysql("m"), "package catalogs", "package catalog", 1), strings.Replace(mysql("m"), "package catalogs\n", "", 1),
		strings.Replace(mysql("m"), "weir.local/schema", "weir.local/schem", 1), strings.Replace(mysql("m"), "weir.local/schema", "other.local/schema", 1),
		strings.Replace(mysql("m"), `import "weir.local/schema"`, "", 1), strings.Replace(mysql("m"), `import "weir.local/schema"`, "import (\n\t\"weir.local/schema\"\n\t\"strings\"\n)", 1),
		strings.Replace(mysql("m"), `import "weir.local/schema"`, "import (\n\t\"weir.local/schema\"\n\t\"stringz\"\n)", 1),
		strings.Replace(mysql("m"), `import "weir.local/schema"`, "import s \"weir.local/schema\"", 1),
		strings.ReplaceAll(strings.Replace(mysql("m"), `import "weir.local/schema"`, "import s \"weir.local/schema\"", 1), "schema.#", "s.#"),
		strings.Replace(mysql("m", `owner: strings.ToUpper("x")`), `import "weir.local/schema"`, "import (\n\t\"weir.local/schema\"\n\t\"strings\"\n)", 1),
		strings.Replace(mysql("m"), "#MySQL", "#MySQLL", 1), strings.Replace(mysql("m"), "#MySQL", "#Nope", 1), strings.Replace(mysql("m"), "#MySQL", "MySQL", 1),
		strings.Replace(mysql("m"), "#MySQL", "#TPCH", 1), strings.Replace(mysql("m"), "#MySQL &", "#MySQL & schema.#TPCH &", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalog: m", 1), strings.Replace(mysql("m"), "catalogs: m", "catalogs: Upper", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: \"with-hyphen\"", 1), strings.Replace(mysql("m"), "catalogs: m", "catalogs: \"\"", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: orders", 1), strings.Replace(mysql("m", `-host`), "catalogs: m", "catalogs: orders", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: _m", 1), strings.Replace(mysql("m"), "catalogs: m", "catalogs: #m", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: m?", 1), strings.Replace(mysql("m"), "catalogs: m", "catalogs: m!", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: \"\\(\"m\")\"", 1), strings.Replace(mysql("m", "port: 0"), "catalogs: m", "catalogs: (\"m\")", 1),
		strings.Replace(mysql("m"), "catalogs: m", "catalogs: [=~\"^m\"]", 1), strings.Replace(mysql("m"), "catalogs: m", "catalogs: [=~\"^o\"]", 1),
		catalog("m", `{connector: "mysql", anything: 1}`), catalog("m", `{foo: 2}`), catalog("m", `"text"`), catalog("m", `schema.#MySQL`), catalog("m", `schema.#MySQL & "x"`),
		catalog("m", `schema.#TPCH & {owner: "a", clusters: ["*"]}`), catalog("m", `schema.#Catalog & {owner: "a", clusters: ["*"]}`),
		catalog("m", `schema.#Catalog & {owner: "a", clusters: ["*"], connector: "memory", properties: "a": true}`),
		"package catalogs\n\n" + head + "let base = {owner: \"a\", clusters: [\"*\"]}\ncatalogs: m: schema.#TPCH & base\n",
		"package catalogs\n\n" + head + "_base: {owner: \"a\", clusters: [\"*\"]}\ncatalogs: m: schema.#TPCH & _base\n",
		"package catalogs\n\n" + head + "_base: {owner: 1, clusters: [\"*\"]}\ncatalogs: m: schema.#TPCH & _base\n",
		"package catalogs\n\n" + head + "#House: schema.#TPCH & {owner: \"a\"}\ncatalogs: m: #House & {clusters: [\"*\"]}\n",
		"package catalogs\n\n" + head + "#House: schema.#TPCH & {owner: \"a\"}\ncatalogs: m: #House & {clusterz: [\"*\"]}\n",
		"package catalogs\n\n" + head + "catalogs: {for n in [\"a\", \"b\"] {(n): schema.#TPCH & {owner: n, clusters: [\"*\"]}}}\n",
		"package catalogs\n\n" + head + "catalogs: {for n in [\"a\", \"b\"] {(n): schema.#TPCH & {owner: 1, clusters: [\"*\"]}}}\n",
		"package catalogs\n\n" + head + "catalogs: m: schema.#TPCH & {owner: catalogs.tpch.owner, clusters: [\"*\"]}\n",
		"package catalogs\n\n" + head + "catalogs: m: schema.#TPCH & {owner: catalogs.nope.owner, clusters: [\"*\"]}\n",
		"package catalogs\n\n" + head + "catalogs: m: catalogs.tpch\n",
		"package catalogs\n\n" + head + "extra: 1\ncatalogs: m: schema.#TPCH & {owner: \"a\", clusters: [\"*\"]}\n",
		"package catalogs\n\n" + head + "extra: string\ncatalogs: m: schema.#TPCH & {owner: \"a\", clusters: [\"*\"]}\n",
		"package catalogs\n\n" + head + "catalogs: a: schema.#TPCH & {owner: \"a\", clusters: [\"*\"]}\ncatalogs: b: schema.#TPCH & {owner: 1}\n",
		"package catalogs\n\n" + head + "catalogs: m: schema.#TPCH & {owner: \"a\"}\ncatalogs: m: clusters: [\"*\"]\n",
		"package catalogs\n\n" + head + "catalogs: m: schema.#TPCH & {owner: \"a\"}\ncatalogs: m: clusterz: [\"*\"]\n",
		"package catalogs\n\ncatalogs: tpch: owner: \"someone\"\n", "package catalogs\n\ncatalogs: tpch: description: \"TPC-H data for smoke tests\"\n",
		"package catalogs\n\ncatalogs: [string]: owner: \"data-platform\"\n", "package catalogs\n\ncatalogs: [string]: nope: 1\n",
		"@if(never)\n\n" + mysql("m", "port: 0"), "@extern(embed)\n\n" + mysql("m"), "\ufeff" + mysql("m"), "package catalogs\n\ncatalogs: m: \x00\n",
		"package catalogs\n\ncatalogs: 5\n", "package catalogs\n\ncatalogs: []\n", "package catalogs\n\ncatalogs\n", "package catalogs\n\n{}\n", "package catalogs\n\n5\n",
	}
}

func clusterChanges() []string {
	return []string{
		``, `workers: cpu: 0`, `workers: mim: 1`, `trino: version: "476"`, `trino: version: 1`, `coordinator: 5`, `retry: "ALL"`, `retry: "TASK"`,
		`environments: dev: workers: max: 2`, `environments: dev: workers: max: "2"`, `environments: dev: workers: maxx: 2`, `environments: dev: platform: "eks"`,
		`eventListeners: mysql: url: "jdbc:mysql://u:hunter2secret@h/db"`, `sharedSecret: "hunter2secret"`, `log: "io.trino": "LOUD"`, `zone: "ab"`, `launch: "EC2"`, `launch: "ec2"`,
		`workers: instances: ["r8g"]`, `workers: instances: "r8g.large"`, `scale: {}`, `workers: scale: cooldown: "5 min"`, `platform: "eks"`,
	}
}

func environmentChanges() []string {
	return []string{
		``, `account: 5`, `account: "444455556666", region: "us-west-2", tier: "development", network: {vpc: "vpc-1", subnets: {a: "subnet-1"}, securityGroups: ["sg-1"]}`,
		`account: "444455556666", region: "us-west-2", tier: "dev", network: {vpc: "vpc-1", subnets: {a: "subnet"}, securityGroups: []}`,
		`account: "444455556666", region: "us-west-2", tier: "development", logRetention: 4, network: {vpc: "vpc-1", subnets: {}, securityGroups: [5]}`,
		`ecs: {clustr: "a"}`, `tags: {a: 1}`, `secrets: a: "plain"`,
	}
}

func lakeBodies() []string {
	dataset := func(change string) string {
		return `lake: datasets: m: schema.#Dataset & {bucket: "main", layer: "bronze", prefix: "m/", owner: "a", access: pattern: "constant"} & {` + change + `}`
	}
	return []string{
		dataset(``), dataset(`keep: "1y"`), dataset(`prefix: "/m"`), dataset(`access: hot: 5`), dataset(`table: {}`), dataset(`table: columns: [{name: "A"}, {nam: "b"}]`),
		dataset(`size: objects: -1`), dataset(`tags: a: 1`), dataset(`environments: dev: access: pattern: "x"`), dataset(`foo: 1`), `lake: dataset: m: schema.#Dataset & {}`,
		`lake: datasets: M: schema.#Dataset & {bucket: "main", layer: "bronze", prefix: "m/", owner: "a", access: pattern: "constant"}`,
		`lake: layers: {a: schema.#Layer & {description: "x", order: 0}, b: schema.#Layer & {description: 5}}`, `lake: 5`, `lake: {}`,
		`lake: roles: m: schema.#Role & {principal: "arn:aws:iam::1:role/a", match: layer: "gold", may: ["select", "drop", "fly"]}`,
		`lake: buckets: m: schema.#Bucket & {bucket: "m", use: "other", owner: "a"}`, `lake: tags: m: schema.#Tag & {values: ["A"]}`,
		`lake: workGroups: m: schema.#WorkGroup & {engine: "sql", results: "r", scanLimit: "5"}`, `lake: layers: bronze: description: "other"`,
	}
}

// repositories are mutations of more than one file.
func repositories() []mutation {
	house := "package house\n\nimport \"weir.local/schema\"\n\n#TPCH: schema.#TPCH & {owner: \"a\"}\nregion: =~\"^us-\"\nregion: \"us-west-2\"\n"
	uses := "package catalogs\n\nimport \"weir.local/house\"\n\ncatalogs: m: house.#TPCH & {clusters: [\"*\"]}\n"
	all := []mutation{
		{"house definition", "catalogs", files{"house/house.cue": house, "catalogs/m.cue": uses}},
		{"house definition, unknown field", "catalogs", files{"house/house.cue": house, "catalogs/m.cue": strings.Replace(uses, "clusters", "clusterz", 1)}},
		{"house definition, misspelt", "catalogs", files{"house/house.cue": house, "catalogs/m.cue": strings.Replace(uses, "#TPCH", "#TPCHH", 1)}},
		{"house with an error", "catalogs", files{"house/house.cue": house + "bad: 1 & 2\n", "catalogs/m.cue": uses}},
		{"house with a syntax error", "catalogs", files{"house/house.cue": house + "bad: {\n", "catalogs/m.cue": uses}},
		{"house incomplete", "catalogs", files{"house/house.cue": house + "open: string\n"}},
		{"constant against its own pattern, interpolated", "catalogs", files{
			"house/house.cue": strings.Replace(house, `"us-west-2"`, `"eu-west-1"`, 1),
			"catalogs/m.cue":  "package catalogs\n\nimport (\n\t\"weir.local/house\"\n\t\"weir.local/schema\"\n)\n\ncatalogs: m: schema.#TPCH & {owner: \"\\(house.region)\", clusters: [\"*\"]}\n",
		}},
		{"two mistakes in two files", "catalogs", files{"catalogs/m.cue": mysql("m", "port: 0"), "catalogs/n.cue": mysql("n", "-host")}},
		{"one name in two files", "catalogs", files{"catalogs/m.cue": mysql("m"), "catalogs/n.cue": mysql("m")}},
		{"one name in two files, at odds", "catalogs", files{"catalogs/m.cue": mysql("m"), "catalogs/n.cue": mysql("m", `host: "other"`)}},
		{"a hidden field of another file", "catalogs", files{"catalogs/m.cue": mysql("m", "host: _host"), "catalogs/n.cue": "package catalogs\n\n_host: \"a.internal\"\n"}},
		{"a hidden field of another file, wrong", "catalogs", files{"catalogs/m.cue": mysql("m", "host: _host"), "catalogs/n.cue": "package catalogs\n\n_host: 5\n"}},
		{"a file at the root adds to a package", "catalogs", files{"more.cue": "package catalogs\n\ncatalogs: orders: port: 5\n"}},
		{"a file at the root adds a mistake to a package", "catalogs", files{"more.cue": "package catalogs\n\ncatalogs: orders: port: \"x\"\n"}},
		{"a test file", "catalogs", files{"catalogs/m_test.cue": mysql("m", "port: 0")}},
		{"a tool file", "catalogs", files{"catalogs/m_tool.cue": mysql("m", "port: 0")}},
		{"a hidden file", "catalogs", files{"catalogs/.m.cue": mysql("m", "port: 0"), "catalogs/_m.cue": mysql("m", "port: 0")}},
		{"folders that are not read", "catalogs", files{"testdata/m.cue": mysql("m", "port: 0"), "_x/m.cue": mysql("m", "port: 0"), ".x/m.cue": mysql("m", "port: 0"), "cue.mod/x/m.cue": mysql("m", "port: 0")}},
		{"a module inside", "catalogs", files{"sub/cue.mod/module.cue": "module: \"sub.example\"\nlanguage: version: \"v0.17.0\"\n", "sub/m.cue": "package sub\n\na: 1 & 2\n"}},
		{"a package of its own with a mistake", "catalogs", files{"policies/a.cue": "package policies\n\na: 1 & 2\n"}},
		{"two packages in one folder", "catalogs", files{"policies/a.cue": "package a\n\na: 1\n", "policies/b.cue": "package b\n\na: 1\n"}},
		{"a folder without a package", "catalogs", files{"policies/a.cue": "a: 1 & 2\n"}},
		{"a mistake in the constraint file", "catalogs", files{"catalogs/catalogs.cue": "package catalogs\n\n" + head + "catalogs: [Name=string]: schema.#AnyCatalogg & {name: Name}\n"}},
		{"a syntax error in the constraint file", "catalogs", files{"catalogs/catalogs.cue": "package catalogs\n\n" + head + "catalogs: [Name=string: schema.#AnyCatalog & {name: Name}\n"}},
		{"no constraint file", "catalogs", files{"catalogs/catalogs.cue": "package catalogs\n"}},
		{"weir.cue with an unknown field", "catalogs", files{"weir.cue": "package weir\n\n" + head + "schema.#Repository & {requires: weir: \">=1.0\"}\n"}},
		{"weir.cue with a wrong version", "catalogs", files{"weir.cue": "package weir\n\n" + head + "schema.#Repository & {require: weir: \"1\"}\n"}},
		{"the schema's own constant is wrong", "catalogs", files{"schema/zz.cue": "package schema\n\nzz: =~\"^a\"\nzz: \"b\"\n"}},
	}
	return all
}
