package metrics

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryListSaysHowItWasMeasured(t *testing.T) {
	for _, v := range Versions() {
		for _, s := range []Source{Native, Agent} {
			n, ok := Of(v, s)
			if !ok {
				t.Fatalf("%d has no %s names", v, s)
			}
			if !strings.HasPrefix(n.Origin, "Trino ") || len(n.All()) < 1000 {
				t.Errorf("%d %s: origin %q, %d names", v, s, n.Origin, len(n.All()))
			}
			if !slices.IsSorted(n.sorted) || len(slices.Compact(slices.Clone(n.sorted))) != len(n.byName) {
				t.Errorf("%d %s: names are not in order, or doubled", v, s)
			}
			for _, m := range n.All() {
				if !slices.Contains([]Type{Gauge, Counter, Summary, Untyped}, m.Type) {
					t.Errorf("%d %s: %s has the type %q", v, s, m.Name, m.Type)
				}
			}
		}
	}
}

func TestWhatIsMeantIsExported(t *testing.T) {
	for _, v := range Versions() {
		for _, s := range []Source{Native, Agent} {
			n, _ := Of(v, s)
			for m := range meant {
				got := n.Of(m)
				metric, ok := n.Find(got.Name)
				if !ok {
					t.Errorf("%d %s: %q is %s, which is no metric", v, s, m, got.Name)
				}
				if got.Label != "" && !slices.Contains(metric.Labels, got.Label) {
					t.Errorf("%d %s: %s has no label %s", v, s, got.Name, got.Label)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	native, _ := Of(476, Native)
	agent, _ := Of(476, Agent)
	for _, tt := range []struct {
		what  string
		names *Names
		name  string
		want  bool
	}{
		{"a native name", native, "trino_execution_name_QueryManager_QueuedQueries", true},
		{"the agent's name of it", native, "trino_execution_QueryManager_QueuedQueries", false},
		{"the agent's name, of the agent", agent, "trino_execution_QueryManager_QueuedQueries", true},
		{"the bean of 477", native, "trino_node_name_CoordinatorNodeManager_ActiveNodeCount", false},
		{"a counter with the suffix of others", native, "trino_execution_name_QueryManager_FailedQueries_total", false},
		{"any group's", native, "trino_execution_resourcegroups_type_InternalResourceGroup_name_loads_nightly_QueuedQueries", true},
		{"no attribute of a group", native, "trino_execution_resourcegroups_type_InternalResourceGroup_name_loads_QueuedQuery", false},
		{"no group", native, "trino_execution_resourcegroups_type_InternalResourceGroup_name_QueuedQueries", false},
		{"the placeholder", native, "trino_execution_resourcegroups_type_InternalResourceGroup_name_{group}_QueuedQueries", false},
		{"a name of public dashboards that is not there", agent, "trino_memory_ClusterMemoryPool_FreeBytes", false},
	} {
		t.Run(tt.what, func(t *testing.T) {
			m, ok := tt.names.Find(tt.name)
			if ok != tt.want || (ok && m.Name != tt.name) {
				t.Errorf("%s: found %v as %q, want %v", tt.name, ok, m.Name, tt.want)
			}
		})
	}
}

func TestEveryAttributeOfAGroupIsFound(t *testing.T) {
	native, _ := Of(476, Native)
	found := 0
	for _, m := range native.All() {
		attribute, ok := strings.CutPrefix(m.Name, groupBean+group+"_")
		if !ok {
			continue
		}
		found++
		if _, ok := native.Find(native.Group("global.b-i", attribute).Name); !ok {
			t.Errorf("%s of a group is not found", attribute)
		}
	}
	if found < 15 {
		t.Errorf("%d attributes, want 15", found)
	}
}

func TestNearestNamesTheRightOne(t *testing.T) {
	n, _ := Of(476, Native)
	got := n.Nearest("trino_execution_QueryManager_QueuedQuerys")
	if !slices.Contains(got, "trino_execution_name_QueryManager_QueuedQueries") {
		t.Errorf("got %q", got)
	}
}

func TestAGroupIsPartOfTheNameOrALabel(t *testing.T) {
	for source, want := range map[Source]string{
		Native: "trino_execution_resourcegroups_type_InternalResourceGroup_name_global_b_i_QueuedQueries",
		Agent:  `trino_execution_resourcegroups_InternalResourceGroup_QueuedQueries{name="global.b-i"}`,
	} {
		n, _ := Of(476, source)
		got := n.Group("global.b-i", "QueuedQueries")
		if got.String() != want {
			t.Errorf("%s: got %s", source, got)
		}
		if _, ok := n.Find(got.Name); !ok {
			t.Errorf("%s: %s is no metric", source, got.Name)
		}
	}
}

func TestWithAddsMatchers(t *testing.T) {
	n, _ := Of(476, Agent)
	if got := n.Of(NodeMemoryFree).With(`cluster="etl"`); got != `trino_memory_MemoryPool_FreeBytes{name="general",cluster="etl"}` {
		t.Error(got)
	}
	if got := n.Of(QueuedQueries).String(); got != "trino_execution_QueryManager_QueuedQueries" {
		t.Error(got)
	}
}
