package k8s

import (
	"slices"
	"strings"
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
)

func TestSecretsAreThereBeforeTrinoStarts(t *testing.T) {
	e := rendertest.Environment()
	steps := Order(e, e.Clusters[1])
	at := func(object string) int {
		return slices.IndexFunc(steps, func(s model.Step) bool { return slices.Contains(s.Lists, object) })
	}
	secret, chart := at("ExternalSecret etl-secrets"), at("Helm release etl")
	if secret < 0 || chart < 0 || secret >= chart {
		t.Errorf("got %v", steps)
	}
	if !strings.HasSuffix(steps[secret].Why, "; Argo CD goes on when every value was read") {
		t.Errorf("got %s", steps[secret].Why)
	}
}

func TestWhatMakesMetricsComesBeforeWhatReadsThem(t *testing.T) {
	e := rendertest.Environment()
	var all []string
	for _, s := range Order(e, e.Clusters[1]) {
		all = append(all, s.Lists...)
	}
	makes, reads := slices.Index(all, "PodMonitor etl"), slices.Index(all, "ScaledObject etl-worker")
	if makes < 0 || reads < 0 || makes > reads {
		t.Errorf("got %v", all)
	}
}

func TestEveryWaveHasAReason(t *testing.T) {
	e := rendertest.Environment()
	for _, s := range Order(e, e.Clusters[1]) {
		if s.Why == "" || s.What == "" {
			t.Errorf("got %+v", s)
		}
	}
}

func TestByHandTheCommandIsSaid(t *testing.T) {
	e := rendertest.Environment()
	e.GitOps = nil
	for _, s := range Order(e, e.Clusters[1]) {
		if !strings.HasPrefix(s.By, "somebody by hand: ") || strings.Contains(s.Why, "Argo CD") {
			t.Errorf("got %+v", s)
		}
	}
}

func TestAKindIsNamedOnce(t *testing.T) {
	if got := byKind([]string{"NodePool a", "NodePool b", "EC2NodeClass a"}); got != "NodePool a, b; EC2NodeClass a" {
		t.Errorf("got %s", got)
	}
}
