package monitoring

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// cluster is one that has every alert and every dashboard.
func cluster() *model.Cluster {
	yes, at := true, source.Place{File: "clusters/etl.cue"}
	here := source.Declared(at)
	group := func(name string) *model.ResourceGroup {
		return &model.ResourceGroup{Name: name, ID: name, Spec: schema.ResourceGroupFields{JmxExport: &yes}, Origins: map[string]*source.Origin{"jmxExport": here}}
	}
	return &model.Cluster{
		Name: "etl", Environment: "prod", Version: 476, Place: at,
		Spec:    schema.ClusterFields{Retry: "TASK", Workers: schema.WorkerFields{Scale: &schema.ScaleFields{}}, EventListeners: &schema.EventListenerFields{}},
		Home:    model.Home{Namespace: model.Text{Value: "trino", Origin: here}},
		Workers: model.Workers{Min: 1, Max: 10, Spot: true, MinOrigin: here, MaxOrigin: here, SpotOrigin: here},
		Groups:  &model.ResourceGroups{Roots: []*model.ResourceGroup{group("loads"), group("ad-hoc")}},
	}
}

// expression is a query and where it stands.
type expression struct{ at, text string }

// expressions are all that is asked of Prometheus for a cluster.
func expressions(t *testing.T, c *model.Cluster) []expression {
	t.Helper()
	var all []expression
	for _, a := range Alerts(c) {
		all = append(all, expression{a.Name, a.Expr})
	}
	for _, d := range Dashboards(c) {
		var board struct {
			Panels []struct {
				Title   string
				Targets []struct{ Expr string }
			}
		}
		if err := json.Unmarshal([]byte(d.JSON), &board); err != nil {
			t.Fatalf("%s: %v", d.Name, err)
		}
		for _, p := range board.Panels {
			for _, target := range p.Targets {
				all = append(all, expression{d.Name + ": " + p.Title, target.Expr})
			}
		}
	}
	return all
}

func TestEveryMetricThatIsReadIsExported(t *testing.T) {
	names, _ := metrics.Of(476, metrics.Native)
	read := expressions(t, cluster())
	if len(read) < 100 {
		t.Fatalf("%d expressions, want more than 100", len(read))
	}
	for _, e := range read {
		asked := metrics.Read(e.text)
		for _, name := range asked {
			_, known := names.Find(name)
			if !known && !slices.ContainsFunc(Others(), func(o Other) bool { return o.Name == name }) {
				t.Errorf("%s: %s is exported by nobody; nearest: %q", e.at, name, names.Nearest(name))
			}
		}
		patterns := namePattern.FindAllStringSubmatch(e.text, -1)
		for _, p := range patterns {
			if !matchesAny(names, p[1]) {
				t.Errorf("%s: no metric is called %s", e.at, p[1])
			}
		}
		if len(asked)+len(patterns) == 0 && !strings.HasPrefix(e.text, "vector(") {
			t.Errorf("%s: %s reads nothing", e.at, e.text)
		}
	}
}

// namePattern is a pattern of metrics' names in a selector.
var namePattern = regexp.MustCompile(`__name__=~"([^"]+)"`)

func matchesAny(names *metrics.Names, pattern string) bool {
	re := regexp.MustCompile("^(?:" + pattern + ")$")
	return slices.ContainsFunc(names.All(), func(m metrics.Metric) bool { return re.MatchString(m.Name) })
}

func TestEveryOtherMetricIsRead(t *testing.T) {
	var read []string
	for _, e := range expressions(t, cluster()) {
		read = append(read, metrics.Read(e.text)...)
	}
	for _, o := range Others() {
		if !slices.Contains(read, o.Name) {
			t.Errorf("%s is listed, and nothing reads it", o.Name)
		}
	}
}

func TestNoPlaceIsLeftOpen(t *testing.T) {
	open := regexp.MustCompile(`@[a-z]+@`)
	for _, c := range []*model.Cluster{cluster(), {Name: "small", Environment: "dev", Version: 476}} {
		for _, a := range Alerts(c) {
			if left := open.FindString(a.Expr + a.Summary); left != "" {
				t.Errorf("%s of %s: %s is left", a.Name, c.Name, left)
			}
		}
		for _, d := range Dashboards(c) {
			if left := open.FindString(d.JSON); left != "" {
				t.Errorf("%s of %s: %s is left", d.Name, c.Name, left)
			}
		}
	}
}

func TestAClusterHasOnlyWhatCanFire(t *testing.T) {
	small := &model.Cluster{Name: "small", Environment: "dev", Version: 476}
	for _, a := range Alerts(small) {
		for _, not := range []string{"TrinoWorkersMissing", "TrinoNoWorker", "TrinoSpotChurn", "TrinoTasksFailing", "TrinoExchangeFailing", "TrinoAtMostWorkers", "TrinoScalerFailing", "TrinoEventListenerSlow"} {
			if a.Name == not {
				t.Errorf("%s is on a cluster without what it looks at", a.Name)
			}
		}
	}
	if n := len(Alerts(cluster())); n != len(Names()) {
		t.Errorf("%d alerts on a cluster that has everything, want %d", n, len(Names()))
	}
	if n := len(Dashboards(small)); n != 3 {
		t.Errorf("%d dashboards, want 3", n)
	}
	unknown := &model.Cluster{Name: "old", Environment: "dev", Version: 400}
	if len(Alerts(unknown))+len(Dashboards(unknown)) > 0 {
		t.Error("a version whose metrics are not known has alerts")
	}
}

func TestAddressesOfDashboardsFitGrafana(t *testing.T) {
	c := cluster()
	for _, name := range []string{"etl", strings.Repeat("long-", 9) + "name"} {
		c.Name = name
		for _, d := range Dashboards(c) {
			var board struct{ UID string }
			if err := json.Unmarshal([]byte(d.JSON), &board); err != nil {
				t.Fatal(err)
			}
			if len(board.UID) > 40 || !strings.HasPrefix(board.UID, "weir-") || !strings.HasSuffix(board.UID, "-"+d.Name) {
				t.Errorf("%s of %s: uid %q", d.Name, name, board.UID)
			}
		}
	}
}
