package compare

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/chart"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

func TestFlattenSeesWhatAFileSaysAndNotHow(t *testing.T) {
	for name, pair := range map[string][2]string{
		"comments and the order of keys": {"# a\nName: /a\nValue: |-\n  a=1\n  b=2\n", "Value: |-\n  b=2\n  a=1\n\nName: \"/a\" # b\n"},
		"the order of named items":       {"Tags:\n- {Key: a, Value: x}\n- {Key: b, Value: y}\n", "Tags:\n- {Key: b, Value: y}\n- {Key: a, Value: x}\n"},
		"the order of properties":        {"list:\n- a=1\n- b=2\n", "list:\n- b=2\n- a=1\n"},
	} {
		if a, b := flatten("x.yaml", []byte(pair[0])), flatten("x.yaml", []byte(pair[1])); !maps.Equal(texts(a), texts(b)) {
			t.Errorf("%s: %v, %v", name, texts(a), texts(b))
		}
	}
	for name, pair := range map[string][2]string{
		"a value":                      {"Value: a=1\n", "Value: a=2\n"},
		"the order of plain items":     {"command: [x, y]\n", "command: [y, x]\n"},
		"the order of lines of a text": {"Value: |\n  {\n  }\n", "Value: |\n  }\n  {\n"},
		"a property that comes twice":  {"Value: |\n  a=1\n  a=2\n", "Value: |\n  a=2\n  a=1\n"},
		"a list that is there, empty":  {"a: []\n", "b: 1\n"},
		"null and nothing":             {"tpch: null\n", "{}\n"},
		"files that no one can parse":  {"a: [\n", "a: {\n"},
		"documents of one file":        {"a: 1\n", "a: 1\n---\nb: 2\n"},
		"a key more":                   {"a: 1\nb: 1\n", "a: 1\n"},
	} {
		if a, b := flatten("x.yaml", []byte(pair[0])), flatten("x.yaml", []byte(pair[1])); maps.Equal(texts(a), texts(b)) {
			t.Errorf("%s is not seen: %v", name, texts(a))
		}
	}
}

func TestFlattenFindsPropertiesInTexts(t *testing.T) {
	values := flatten("helm/values.yaml", []byte("additionalCatalogs:\n  one: |\n    connector.name=tpch\n  jdbc: |\n    connector.name=mysql\n    connection-url=jdbc:mysql://h:1?a=b\nadditionalConfigProperties:\n- retry-policy=TASK\n"))
	got := texts(values)
	want := map[string]string{
		`additionalCatalogs.one."connector.name"`:   "tpch",
		`additionalCatalogs.jdbc."connector.name"`:  "mysql",
		`additionalCatalogs.jdbc."connection-url"`:  "jdbc:mysql://h:1?a=b",
		`additionalConfigProperties."retry-policy"`: "TASK",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// rolesFor are the roles that a value of a file restarts: "coordinator worker", "" none, "?" not known.
func rolesFor(file string, path ...string) string {
	row, ok := effectOf(entry{file: file, path: path})
	if !ok {
		return "?"
	}
	var names []string
	for _, r := range row.roles {
		names = append(names, string(r))
	}
	return strings.Join(names, " ")
}

func TestEachValueRestartsWhoReadsIt(t *testing.T) {
	for _, tt := range []struct {
		want, file string
		path       []string
	}{
		{"coordinator worker", "ssm/catalog/orders.yaml", source.Path{"Value", "connection-url"}},
		{"coordinator worker", "ssm/catalog/orders/2.yaml", source.Path{"Value", "a"}},
		{"coordinator worker", "ssm/node.yaml", source.Path{"Value", "node.environment"}},
		{"coordinator", "ssm/coordinator/config.yaml", source.Path{"Value", "query.max-memory"}},
		{"worker", "ssm/worker/jvm.config.yaml", source.Path{"Value"}},
		{"", "ssm/worker/jvm.config.yaml", source.Path{"Description"}},
		{"", "ssm/catalog/orders.yaml", source.Path{"Tags", "team", "Value"}},
		{"", "ssm/secrets.yaml", source.Path{"ORDERS_USER", "parameter"}},
		{"coordinator worker", "ssm/release.yaml", source.Path{"Files", "both", "catalog/orders.properties", "parameter"}},
		{"worker", "ssm/release.yaml", source.Path{"Files", "worker", "jvm.config", "parameter"}},
		{"", "ssm/release.yaml", source.Path{"Description"}},
		{"worker", "ecs/worker.task-definition.json", source.Path{"memory"}},
		{"coordinator", "ecs/coordinator.task-definition.json", source.Path{"containerDefinitions", "trino", "image"}},
		{"", "ecs/worker.service.json", source.Path{"desiredCount"}},
		{"worker", "ecs/worker.service.json", source.Path{"networkConfiguration", "awsvpcConfiguration", "subnets", "[0]"}},
		{"coordinator", "ecs/stack.yaml", source.Path{"Resources", "CoordinatorTaskDefinition", "Properties", "ContainerDefinitions", "trino", "Image"}},
		{"worker", "ecs/stack.yaml", source.Path{"Resources", "WorkerService", "Properties", "PlatformVersion"}},
		{"", "ecs/stack.yaml", source.Path{"Resources", "LogGroup", "Properties", "RetentionInDays"}},
		{"?", "ecs/stack.yaml", source.Path{"Resources", "Elsewhere", "Properties", "Name"}},
		{"coordinator worker", "helm/values.yaml", source.Path{"additionalCatalogs", "orders", "connection-url"}},
		{"", "helm/values.yaml", source.Path{"server", "workers"}},
		{"worker", "helm/values.yaml", source.Path{"server", "workerExtraConfig", "shutdown.grace-period"}},
		{"coordinator", "helm/values.yaml", source.Path{"coordinator", "jvm", "maxHeapSize"}},
		{"worker", "helm/values.yaml", source.Path{"worker", "resources", "limits", "memory"}},
		{"coordinator worker", "helm/values.yaml", source.Path{"env", "ORDERS", "name"}},
		{"coordinator", "helm/values.yaml", source.Path{"resourceGroups", "type"}},
		{"?", "k8s/scaledobject.yaml", source.Path{"spec"}},
	} {
		if got := rolesFor(tt.file, tt.path...); got != tt.want {
			t.Errorf("%s: %s restarts %q, want %q", tt.file, source.Path(tt.path), got, tt.want)
		}
	}
}

func TestTheTableNamesKeysThatTheChartHas(t *testing.T) {
	c, ok := chart.Of("1.42.2")
	if !ok {
		t.Fatal("the chart of the table is not known")
	}
	for _, row := range effects() {
		if row.file != "helm/values.yaml" || row.key == "" {
			continue
		}
		if !slices.ContainsFunc(c.Keys, func(k chart.Key) bool {
			return k.Path == row.key || strings.HasPrefix(k.Path, row.key+".") || strings.HasPrefix(row.key, k.Path+".") && k.Shape == chart.Map
		}) {
			t.Errorf("the chart has no key %s", row.key)
		}
	}
}

func TestGeneralNamesEnvironmentsWhereTheyAreWords(t *testing.T) {
	for text, want := range map[string]string{
		"parameter /lake/dev/orders": "parameter /lake/{environment}/orders",
		"s3://acme-exchange-dev/etl": "s3://acme-exchange-{environment}/etl",
		"devices-dev":                "devices-{environment}",
		"/dev/dev/":                  "/{environment}/{environment}/",
		"adevb dev1 1dev":            "adevb dev1 1dev",
		"secret {dev}":               "secret {dev}",
		"":                           "",
	} {
		if got := general(text, []string{"dev/adhoc"}); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestShortenedIsDataThatGoesEarlier(t *testing.T) {
	for _, tt := range []struct {
		before, after schema.Days
		want          string
	}{
		{"730d", "30d", "kept 30d instead of 730d"},
		{"", "30d", "kept 30d instead of for ever"},
		{"30d", "730d", ""},
		{"30d", "", ""},
		{"90d", "90d", ""},
		{"100d", "99d", "kept 99d instead of 100d"},
	} {
		if what, _, _ := shortened(tt.before, tt.after); what != tt.want {
			t.Errorf("%q to %q: %q, want %q", tt.before, tt.after, what, tt.want)
		}
	}
}

// cluster is a cluster with workers that have 80 s to finish.
func cluster(platform, retry string) *model.Cluster {
	k := &model.Cluster{Name: "a", Environment: "prod", Head: schema.Head{Platform: platform}}
	k.Spec.Retry = retry
	k.Workers.Drain.Value = 80
	if platform == "ecs" {
		k.ECS = &schema.ECSClusterFields{}
	}
	return k
}

func TestQueriesFareAsTheRetryPolicySays(t *testing.T) {
	for _, tt := range []struct {
		retry                string
		coordinator, drained bool
		want                 string
	}{
		{"NONE", true, true, "all of them fail"},
		{"TASK", true, true, "all of them fail"},
		{"NONE", false, true, "80 s for its tasks"},
		{"NONE", false, false, "those with tasks on a leaving worker fail"},
		{"", false, false, "retry NONE"},
		{"TASK", false, false, "they go on"},
		{"QUERY", false, true, "start again from the beginning"},
	} {
		k := cluster("ecs", tt.retry)
		h := handover{cluster: k, was: k, coordinator: tt.coordinator, workers: true, drained: tt.drained}
		if got := h.queries(); !strings.Contains(got, tt.want) {
			t.Errorf("retry %q, coordinator %v, drained %v: %s", tt.retry, tt.coordinator, tt.drained, got)
		}
	}
}

func TestOnlyASettingThatRecreatesTakesTheCoordinatorAwayOnKubernetes(t *testing.T) {
	k := cluster("eks", "TASK")
	if got := (handover{cluster: k, was: k, coordinator: true}).away(); !strings.Contains(got, "answers all the time") {
		t.Error(got)
	}
	if got := (handover{cluster: k, was: k, coordinator: true, recreate: true}).away(); !strings.Contains(got, "away for 8–40 s") {
		t.Error(got)
	}
	for range 21 {
		k.Catalogs = append(k.Catalogs, &model.Catalog{})
	}
	if got := (handover{cluster: k, was: k, coordinator: true, recreate: true}).away(); !strings.Contains(got, "away for 17–88 s") {
		t.Error(got)
	}
}

func TestWhatTheDeclarationsDoIsToldFromWhatWeirDoes(t *testing.T) {
	value := func(v string) []byte { return []byte("Value: |\n  a=" + v + "\n  b=1\n") }
	c := Change{
		Deployed: Output{"prod/a/ssm/release.yaml": nil, "prod/a/ssm/node.yaml": value("1"), "prod/a/ssm/log.yaml": value("1")},
		Rebuilt:  Output{"prod/a/ssm/release.yaml": nil, "prod/a/ssm/node.yaml": value("2"), "prod/a/ssm/log.yaml": value("1")},
		Output:   Output{"prod/a/ssm/release.yaml": nil, "prod/a/ssm/node.yaml": value("2"), "prod/a/ssm/log.yaml": value("2")},
		Before:   &model.Platform{}, After: &model.Platform{},
	}
	paths, files := c.differing()
	if files != (Files{Changed: 2}) {
		t.Errorf("%+v", files)
	}
	for _, e := range c.entries(paths) {
		if want := e.file == "ssm/node.yaml"; e.itself != want {
			t.Errorf("%s %s by itself: %v", e.file, e.path, e.itself)
		}
	}
}

func TestCatalogsThatDifferInTheirNamesAloneAreRenamed(t *testing.T) {
	orders := map[string]string{"connector.name": "mysql", "connection-url": "jdbc:mysql://h", "connection-password": "${ENV:ORDERS_CONNECTION_PASSWORD}"}
	sales := maps.Clone(orders)
	sales["connection-password"] = "${ENV:SALES_CONNECTION_PASSWORD}"
	if !sameBut(orders, sales) {
		t.Error("the variable of another name is no difference")
	}
	sales["connection-url"] = "jdbc:mysql://other"
	if sameBut(orders, sales) {
		t.Error("another host is another catalog")
	}
	if sameBut(map[string]string{"connector.name": "tpch"}, map[string]string{"connector.name": "tpch"}) {
		t.Error("two catalogs of one connector are not one")
	}
}

func TestMaskedHidesValuesOnBothSides(t *testing.T) {
	c := Change{Hide: func(key, value string) string { return key + "!" }}
	got := c.masked([]Thing{{Fields: []Field{{"k", "a", "b"}}}})
	if got[0].Fields[0] != (Field{"k", "k!", "k!"}) {
		t.Errorf("%+v", got)
	}
}
