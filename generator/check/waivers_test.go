package check_test

import (
	"strings"
	"testing"

	"weir.local/generator/diag"
)

// only is the one finding of a rule.
func only(t *testing.T, list diag.List, id string) diag.Diagnostic {
	t.Helper()
	var mine diag.List
	for _, d := range list {
		if d.ID == id {
			mine = append(mine, d)
		}
	}
	if len(mine) != 1 {
		for _, d := range list {
			t.Log(show(d))
		}
		t.Fatalf("%d findings of %s, want one", len(mine), id)
	}
	return mine[0]
}

const spot = `clusters: etl: workers: {spot: true, onDemandBase: 0}`

func TestADeclarationWaivesARule(t *testing.T) {
	list := findings(t, estate(t, spot+"\n"+`clusters: etl: waive: TRN006: "repeated by Airflow"`))
	if d := only(t, list, "TRN006"); d.Level != diag.Waived || d.Reason != "repeated by Airflow" {
		t.Errorf("not waived: %s", show(d))
	}
	if len(list) != 1 {
		t.Errorf("%d findings, want the waived one alone", len(list))
	}
}

func TestAnEnvironmentWaivesARuleForItselfAlone(t *testing.T) {
	list := findings(t, estate(t, `clusters: adhoc: retry: "TASK"`+"\n"+`environments: dev: waive: TRN005: "nobody queries it yet"`))
	var levels []string
	for _, d := range list {
		levels = append(levels, string(d.Level)+" in "+strings.Join(d.Environments, ","))
	}
	if got := strings.Join(levels, "; "); got != "error in prod; waived in dev" && got != "waived in dev; error in prod" {
		t.Errorf("got %s", got)
	}
}

func TestWhatShowsEverywhereNamesNoEnvironment(t *testing.T) {
	if d := only(t, findings(t, estate(t, `clusters: adhoc: {retry: "TASK", only: ["prod"]}`)), "TRN005"); d.Environments != nil {
		t.Errorf("found in %v, which is all environments that the cluster is in", d.Environments)
	}
	if d := only(t, findings(t, estate(t, spot)), "TRN006"); strings.Join(d.Environments, ",") != "prod" {
		t.Errorf("found in %v, want prod: dev is for development", d.Environments)
	}
}

func TestAFindingPointsAtTheOverrideThatHolds(t *testing.T) {
	for name, test := range map[string]struct{ snippet, id, path string }{
		"a field":    {`clusters: adhoc: environments: dev: zone: "f"`, "REF010", "clusters.adhoc.environments.dev.zone"},
		"a size":     {`clusters: adhoc: environments: dev: workers: {heap: "8GB", maxMemoryPerNode: "8GB"}`, "TRN003", "clusters.adhoc.environments.dev.workers.maxMemoryPerNode"},
		"a property": {`catalogs: shop: environments: dev: properties: "metadata.cache-maximum-size": 500`, "TRN012", `catalogs.shop.environments.dev.properties."metadata.cache-maximum-size"`},
		"a secret":   {`catalogs: shop: environments: prod: user: {secret: "dv", key: "user"}`, "REF004", "catalogs.shop.environments.prod.user"},
		"a bucket":   {`lake: datasets: events: environments: dev: keep: "0d"` + "\n" + `lake: datasets: events: access: hot: "3d"`, "LAK002", "lake.datasets.events.access.hot"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := only(t, findings(t, estate(t, test.snippet)), test.id); d.Place.Path.String() != test.path {
				t.Errorf("found at %s, want %s", d.Place.Path, test.path)
			}
		})
	}
}

func TestTwoSecretsOfOneVariable(t *testing.T) {
	list := findings(t, estate(t, `catalogs: {
	"shop-eu": schema.#MySQL & {owner: "commerce", clusters: ["adhoc"], host: "shop.internal", user: {parameter: "/lake/shop/user"}, password: {parameter: "/lake/shop/password"}}
	shop_eu: schema.#MySQL & {owner: "commerce", clusters: ["adhoc"], host: "eu.internal", user: {parameter: "/lake/eu/user"}, password: {parameter: "/lake/eu/password"}}
}`))
	d := only(t, list, "CAT007")
	if len(d.Related) != 1 || d.Related[0].Pos.Line == 0 {
		t.Errorf("the other secret is not shown: %+v", d.Related)
	}
}

func TestASecretIsNeverPrinted(t *testing.T) {
	const secret = "hunter2"
	for name, properties := range map[string]string{
		"a sensitive property": `"connection-url": "jdbc:mysql://stock:3306", "connection-user": "reader", "connection-password": "hunter2"`,
		"a user in a URL":      `"connection-url": "jdbc:mysql://reader:hunter2@stock:3306/shop"`,
		"a parameter of a URL": `"connection-url": "jdbc:mysql://stock:3306/shop?user=reader&password=hunter2"`,
		"a broken URL":         `"connection-url": "https://reader:hunter2@stock"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := findings(t, estate(t, `catalogs: stock: schema.#Catalog & {connector: "mysql", owner: "commerce", clusters: ["adhoc"], properties: {`+properties+`}}`))
			only(t, list, "CAT006")
			for _, d := range list {
				if strings.Contains(d.Message+d.Remedy, secret) {
					t.Errorf("printed: %s", show(d))
				}
			}
		})
	}
}

func TestAPropertyOfAnotherVersionSaysWhichHasIt(t *testing.T) {
	list := findings(t, estate(t, `clusters: adhoc: trino: version: 470
catalogs: files: schema.#GlueHive & {owner: "data-platform", clusters: ["adhoc"], properties: "s3.signer-type": "AwsS3V4Signer"}`))
	d := only(t, list, "TRN001")
	if !strings.HasSuffix(d.Message, "Trino 476 has it") || len(d.Related) != 1 || d.Related[0].Place.Path.String() != "clusters.adhoc.trino.version" {
		t.Errorf("%s %+v", show(d), d.Related)
	}
}
