package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// estate writes a repository of n catalogs in three environments, copied from weir's own: its schema, its environments
// (and one more) and its clusters; the catalogs are of five kinds, Hive with its many properties among them. Databases are on EKS: a
// task definition of ECS has no room for the secrets of so many (ECS014).
func estate(dir string, n int) error {
	root, err := repository()
	if err != nil {
		return err
	}
	for _, folder := range []string{"cue.mod", "schema", "environments", "clusters", "lake"} {
		if err := copyCUE(filepath.Join(root, folder), filepath.Join(dir, folder)); err != nil {
			return err
		}
	}
	if err := thirdEnvironment(dir); err != nil {
		return err
	}
	if err := ownRoles(dir); err != nil {
		return err
	}
	constraint, err := os.ReadFile(filepath.Join(root, "catalogs", "catalogs.cue"))
	if err != nil {
		return err
	}
	lakehouse, err := os.ReadFile(filepath.Join(root, "catalogs", "lakehouse.cue")) // sessions of the clusters name it
	if err != nil {
		return err
	}
	files := map[string]string{
		"catalogs/catalogs.cue": string(constraint), "catalogs/lakehouse.cue": string(lakehouse), "weir.cue": "package weir\n",
	}
	for i := range n {
		name := fmt.Sprintf("c%05d", i)
		files["catalogs/"+name+".cue"] = catalog(name, i)
	}
	return writeAll(dir, files)
}

// ownRoles names roles by their ARNs, which weir then does not make: a role that reaches a thousand catalogs one by one has no room
// in its policies (IAM008), so whoever has as many on one cluster brings roles of their own.
func ownRoles(dir string) error {
	for _, name := range []string{"dev", "prod", "stage"} {
		path := filepath.Join(dir, "environments", name+".cue")
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		const role = `"arn:aws:iam::{account}:role/lake"`
		text := fmt.Sprintf("%s\nenvironments: %s: {ecs: {executionRole: %s, taskRole: %s}, eks: taskRole: %s}\n", b, name, role, role, role)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// repository is the root of weir's own repository.
func repository() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	return strings.TrimSpace(string(out)), err
}

func copyCUE(from, to string) error {
	matches, err := filepath.Glob(filepath.Join(from, "*.cue"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, file := range matches {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func thirdEnvironment(dir string) error {
	b, err := os.ReadFile(filepath.Join(dir, "environments", "dev.cue"))
	if err != nil {
		return err
	}
	text := strings.NewReplacer("environments: dev:", "environments: stage:", "444455556666", "777788889999").Replace(string(b))
	if err := os.WriteFile(filepath.Join(dir, "environments", "stage.cue"), []byte(text), 0o644); err != nil {
		return err
	}
	return stageIsATagValue(filepath.Join(dir, "lake", "tags.cue"))
}

// stageIsATagValue adds the third environment to the values of the tag that names environments.
func stageIsATagValue(tags string) error {
	b, err := os.ReadFile(tags)
	if err != nil {
		return err
	}
	return os.WriteFile(tags, []byte(strings.Replace(string(b), `["dev", "prod"]`, `["dev", "prod", "stage"]`, 1)), 0o644)
}

// catalog is one declaration of about a dozen lines; two environments replace something.
func catalog(name string, i int) string {
	kinds := []string{mysql, postgresql, redshift, hive, iceberg}
	text := strings.ReplaceAll(kinds[i%len(kinds)], "NAME", name)
	return "package catalogs\n\nimport \"weir.local/schema\"\n\n" + text
}

const mysql = `catalogs: NAME: schema.#MySQL & {
	owner:       "team"
	description: "Service NAME"
	clusters: ["etl"]
	host: "NAME.ro.example.internal"
	user: parameter:     "/lake/{environment}/NAME/user"
	password: parameter: "/lake/{environment}/NAME/password"
	properties: {
		"metadata.cache-ttl":      "10m"
		"case-insensitive-name-matching": true
	}
	environments: dev: host: "NAME.dev.example.internal"
	environments: stage: {
		host: "NAME.stage.example.internal"
		properties: "metadata.cache-ttl": "1m"
	}
}
`

const postgresql = `catalogs: NAME: schema.#PostgreSQL & {
	owner:       "team"
	description: "Service NAME"
	clusters: ["etl"]
	host:     "NAME.ro.example.internal"
	database: "service"
	user: parameter:     "/lake/{environment}/NAME/user"
	password: parameter: "/lake/{environment}/NAME/password"
	properties: "metadata.cache-ttl": "10m"
	environments: dev: host: "NAME.dev.example.internal"
	environments: stage: host: "NAME.stage.example.internal"
}
`

const redshift = `catalogs: NAME: schema.#Redshift & {
	owner:       "team"
	description: "Warehouse NAME"
	clusters: ["etl"]
	host:     "NAME.abc123.us-west-2.redshift.amazonaws.com"
	database: "analytics"
	user: parameter:     "/lake/{environment}/NAME/user"
	password: parameter: "/lake/{environment}/NAME/password"
	environments: dev: host: "NAME-dev.abc123.us-west-2.redshift.amazonaws.com"
	environments: stage: database: "staging"
}
`

const hive = `catalogs: NAME: schema.#GlueHive & {
	owner:       "team"
	description: "Tables of NAME"
	clusters: ["*"]
	warehouse: "s3://acme-lake-{environment}/NAME/"
	databases: ["NAME_*"]
	properties: {
		"hive.ignore-absent-partitions":  true
		"hive.max-partitions-per-writers": 200
		"hive.metastore-cache-ttl":       "5m"
		"s3.max-connections":             500
		"s3.streaming.part-size":         "64MB"
	}
	environments: dev: properties: "hive.metastore-cache-ttl": "1m"
	environments: stage: warehouse: "s3://acme-lake-stage/other/NAME/"
}
`

const iceberg = `catalogs: NAME: schema.#GlueIceberg & {
	owner:       "team"
	description: "Tables of NAME"
	clusters: ["*"]
	warehouse: "s3://acme-lake-{environment}/NAME/"
	databases: ["NAME_*"]
	properties: {
		"iceberg.max-partitions-per-writer": 200
		"s3.max-connections":                500
	}
	environments: dev: properties: "s3.max-connections": 100
	environments: stage: warehouse: "s3://acme-lake-stage/other/NAME/"
}
`

// edit changes one catalog, another way each time.
func edit(dir string) error {
	path := filepath.Join(dir, "catalogs", "c00000.cue")
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.Replace(string(b), "Service c00000", "Service c00000 again", 1)), 0o644)
}

func writeAll(dir string, files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
