package check

import (
	"fmt"
	"strings"
	"testing"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/model"
	"weir.local/schema"
)

// estateOf is an environment of clusters on ECS with so many catalogs each.
func estateOf(clusters, catalogs int) *here {
	env := &model.Environment{Name: "prod", Spec: schema.Environment{Account: "111122223333", Region: "us-west-2"}}
	for i := range clusters {
		c := &model.Cluster{Name: fmt.Sprintf("c%d", i), Environment: "prod", ECS: &schema.ECSClusterFields{}}
		c.Home.Parameters.Value = "/weir/prod/" + c.Name
		c.Coordinator.Name, c.Worker.Name = model.Coordinator, model.Worker
		for j := range catalogs {
			f := model.File{Path: fmt.Sprintf("catalog/shop_%05d.properties", j), Lines: []model.Line{{Key: "connector.name", Value: "tpch"}}}
			c.Coordinator.Files, c.Worker.Files = append(c.Coordinator.Files, f), append(c.Worker.Files, f)
		}
		env.Clusters = append(env.Clusters, c)
	}
	return &here{env: env}
}

// Estates as large as these are too large for an example on a page.
func TestWhatAnAccountAndAReleaseHold(t *testing.T) {
	for _, tt := range []struct {
		name               string
		clusters, catalogs int
		rule               Rule
		want               string
	}{
		{"many clusters", 39, 240, tooManyParameters(), ""}, // 240 files, 14 lists and a release each
		{"too many clusters", 40, 240, tooManyParameters(), "the clusters on ECS come to 10,200 standard parameters, and account 111122223333 holds 10,000 in us-west-2"},
		{"a large cluster", 1, 2000, releaseFits(), ""},
		{"a cluster beyond its release", 1, 4000, releaseFits(), "the lists of 4,000 files take "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := tt.rule.Model(estateOf(tt.clusters, tt.catalogs))
			if len(found) > 1 || tt.want == "" != (len(found) == 0) || len(found) == 1 && !strings.Contains(found[0].Message, tt.want) {
				t.Errorf("found %+v, want %q", found, tt.want)
			}
		})
	}
}

// TestPayloadIsCountedAsItIsPacked holds the count to what a push writes, with versions that have grown.
func TestPayloadIsCountedAsItIsPacked(t *testing.T) {
	c := estateOf(1, 700).env.Clusters[0]
	rules := model.File{Path: "rules.json"}
	for range 90 {
		rules.Lines = append(rules.Lines, model.Line{Value: strings.Repeat("x", 99)})
	}
	c.Coordinator.Files = append(c.Coordinator.Files, rules)
	var pins []release.Pin
	for _, f := range c.Worker.Files {
		pins = append(pins, release.Pinned("/weir/prod/c0/"+f.Path, 123456, "connector.name=tpch", f.Path))
	}
	p := payloadOf(c)
	lists := len(release.Lists(pins))
	if p.lists["worker"] < lists || p.lists["worker"] > lists+lists/8 {
		t.Errorf("%d lists, packed are %d", p.lists["worker"], lists)
	}
	if want := 700 + 3 + p.lists["worker"] + p.lists["coordinator"] + 1; p.standard != want || p.advanced != 0 {
		t.Errorf("%d standard and %d advanced parameters, want %d and 0", p.standard, p.advanced, want)
	}
	var named []release.Pin
	for role, n := range p.lists {
		for i := range n {
			named = append(named, release.Pinned(release.ListName("/weir/prod/c0", role, i+1), 123456, "x", role))
		}
	}
	if text := release.Text(named); len(text) > p.release || p.release > len(text)+8*len(named) || len(text) > aws.AdvancedBytes {
		t.Errorf("a release of %d bytes, counted %d", len(text), p.release)
	}
}
