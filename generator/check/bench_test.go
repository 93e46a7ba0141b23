package check_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"weir.local/generator/check"
	"weir.local/generator/load"
	"weir.local/generator/plan"
	"weir.local/generator/source"
	"weir.local/schema"
)

// BenchmarkThousandCatalogs runs every rule over 1,000 catalogs of four kinds in three environments; the bar is 60 ms.
func BenchmarkThousandCatalogs(b *testing.B) {
	repo := thousand(b)
	platform, err := plan.Platform(repo)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if list := check.Repo(repo); len(list) > 0 {
			b.Fatal(show(list[0]))
		}
		if list := check.Model(repo, platform); len(list) > 0 {
			b.Fatal(show(list[0]))
		}
	}
}

// thousand is the estate with a third environment, and copies of its catalogs.
func thousand(b *testing.B) *schema.Repo {
	repo, list, err := load.Repository(context.Background(), estate(b, `environments: stage: schema.#Environment & {
	account: "777788889999"
	region:  "eu-west-1"
	tier:    "staging"
	network: {vpc: "vpc-0123", subnets: {a: "subnet-0123"}, securityGroups: ["sg-0123"]}
	ecs: {cluster: "lake", namespace: "lake"}
	eks: {name: "lake", discovery: "lake", secretStore: "aws"}
	secrets: dw: "arn:aws:secretsmanager:us-west-2:777788889999:secret:lake/dw-a1B2c3"
}
catalogs: files: schema.#GlueHive & {
	owner: "data-platform", clusters: ["*", "!plain"], warehouse: "s3://files-{environment}/warehouse/"
	properties: {"hive.metastore-cache-ttl": "5m", "s3.max-connections": 500}
	environments: dev: properties: "hive.metastore-cache-ttl": "1m"
}
catalogs: tables: schema.#GlueIceberg & {
	owner: "data-platform", clusters: ["*", "!plain"], warehouse: "s3://tables-{environment}/warehouse/"
	environments: stage: warehouse: "s3://tables-other/warehouse/"
}`), load.Options{})
	if err != nil || len(list) > 0 {
		b.Fatal(err, list)
	}
	kinds := repo.Of(schema.KindCatalog)
	for i := range 1000 {
		c := kinds[i%len(kinds)]
		name := fmt.Sprintf("%s%04d", c.Name, i)
		place := source.Place{File: "catalogs/" + name + ".cue", Path: source.Path{"catalogs", name}}
		value := strings.NewReplacer(`"name":"`+c.Name, `"name":"`+name, `"`+c.Name+".", `"`+name+".", "s3://"+c.Name, "s3://"+name).Replace(string(c.JSON))
		repo.Declarations = append(repo.Declarations, schema.NewDeclaration(c.Kind, name, place, []byte(value)))
	}
	return repo
}
