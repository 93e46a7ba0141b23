package plan

import "testing"

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		in                               string
		heap, xmx, headroom, ten, spells string
	}{
		// container, heap at 80 %, -Xmx, 30 % of the heap, ten times that, the container as Trino spells it
		{"112GiB", "89GB", "89G", "26.7GB", "267GB", "112GB"},
		{"120GiB", "96GB", "96G", "28.8GB", "288GB", "120GB"},
		{"40GiB", "32GB", "32G", "9.6GB", "96GB", "40GB"},
		{"16GiB", "12GB", "12G", "3.6GB", "36GB", "16GB"},
		{"2GiB", "1.6GB", "1638M", "491MB", "4.8GB", "2GB"},
		{"512MiB", "409MB", "409M", "122MB", "1.2GB", "512MB"},
	} {
		t.Run(c.in, func(t *testing.T) {
			memory := parseSize(c.in)
			heap := floorTo(memory * heapShare / 100)
			headroom := share(heap, headroomShare)
			got := []string{dataSize(heap), jvmSize(heap), dataSize(headroom), dataSize(10 * headroom), dataSize(memory)}
			for i, want := range []string{c.heap, c.xmx, c.headroom, c.ten, c.spells} {
				if got[i] != want {
					t.Errorf("%d: got %s, want %s", i, got[i], want)
				}
			}
			if again := parseSize(dataSize(headroom)); dataSize(again) != dataSize(headroom) {
				t.Errorf("%s read again is %s", dataSize(headroom), dataSize(again))
			}
		})
	}
}

func TestDurations(t *testing.T) {
	for in, want := range map[string]int{"15s": 15, "2m": 120, "1.5m": 90, "500ms": 1, "1h": 3600, "x": 0} {
		if got := seconds(in); got != want {
			t.Errorf("%s: got %d, want %d", in, got, want)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	s := globals("prod", "adhoc", "us-west-2", "111122223333").named("orders")
	for in, want := range map[string]string{
		"/lake/{environment}/{name}/user": "/lake/prod/orders/user",
		"${ENV:X}-{cluster}":              "${ENV:X}-adhoc",
		"${environment}":                  "${environment}", // a property's own dollar form stays
		"{nobody} {region}":               "{nobody} us-west-2",
		"open {environment":               "open {environment",
		"":                                "",
	} {
		if got := s.fill(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestMergeReplacesReferencesAndListsWhole(t *testing.T) {
	base := map[string]any{
		"password":   map[string]any{"secret": "a", "key": "k"},
		"properties": map[string]any{"x": "1", "y": "2"},
		"clusters":   []any{"adhoc", "etl"},
	}
	got := merge(base, map[string]any{
		"password":   map[string]any{"parameter": "/p"},
		"properties": map[string]any{"y": "3"},
		"clusters":   []any{"etl"},
	})
	if ref, _ := reference(got["password"]); ref.Secret != "" || ref.Key != "" || ref.Parameter != "/p" {
		t.Errorf("reference: %+v", ref)
	}
	if p := got["properties"].(map[string]any); p["x"] != "1" || p["y"] != "3" {
		t.Errorf("properties: %v", p)
	}
	if c := got["clusters"].([]any); len(c) != 1 {
		t.Errorf("clusters: %v", c)
	}
	if base["properties"].(map[string]any)["y"] != "2" {
		t.Error("merging changed the base")
	}
}

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		globs []string
		name  string
		want  bool
	}{
		{[]string{"*"}, "etl", true},
		{[]string{"*", "!etl"}, "etl", false},
		{[]string{"!etl", "*"}, "etl", false},
		{[]string{"ad*"}, "adhoc", true},
		{[]string{"{adhoc,etl}"}, "etl", true},
		{nil, "etl", false},
		{[]string{"!adhoc"}, "etl", false}, // nothing is chosen by exclusion alone
	} {
		if got := Offered(c.globs, c.name); got != c.want {
			t.Errorf("%v %s: got %v", c.globs, c.name, got)
		}
	}
}
