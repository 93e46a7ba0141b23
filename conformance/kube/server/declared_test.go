package server

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/variant"
)

// mistake is a line of a declaration that would become what a variant says, and the rule that refuses it; CUE is the schema's own word.
type mistake struct {
	variant   string
	file      string
	old, new  string
	refusedBy string
}

// mistakes are the variants that a user could declare. The others are keys, kinds and forms that weir writes and nobody declares.
func mistakes() []mistake {
	const etl, prod = "clusters/etl.cue", "environments/prod.cue"
	const home = `discovery:   "lake-prod"`
	return []mistake{
		{"a name in capitals", etl, "clusters: etl:", "clusters: ETL:", "CUE"},
		{"a weight in quotes", etl, "max:          10", `max: "10"`, "CUE"},
		{"a limit in words", etl, `zone:           "a"`, `zone: "a", nodes: max: "twelve"`, "CUE"},
		{"empty nodes kept for days", etl, `zone:           "a"`, `zone: "a", nodes: idle: "1d"`, "CUE"},
		{"an image without a version", prod, home, home + "\n\t\tnodeImage: \"al2023\"", "CUE"},
		{"an image of nobody's", prod, home, home + "\n\t\tnodeImage: \"ubuntu@latest\"", "CUE"},
		{"a role of no name", prod, home, home + "\n\t\tnodeRole: \"\"", "CUE"},
		{"a subnet that is none", prod, "subnet-0a0a0a0a0a0a0a0a0", "net-0a0a0a0a", "CUE"},
		{"a security group that is none", prod, "sg-0a1b2c3d4e5f60718", "lake", "CUE"},
		{"a security group by an empty tag", prod, home, `discovery: ""`, "KUB072"},
		{"a tag without a key", prod, `team:        "data-platform"`, `"": "lake"`, "KUB071"},
		{"a tag that is the cluster's", prod, `team:        "data-platform"`, `"kubernetes.io/cluster/lake-prod": "owned"`, "KUB071"},
		{"a tag that is the pool's", prod, `team:        "data-platform"`, `"karpenter.sh/nodepool": "etl"`, "KUB071"},
		{"a tag that is EKS' own", prod, `team:        "data-platform"`, `"eks:eks-cluster-name": "lake"`, "KUB071"},
		{"a disk in another unit", etl, `zone:           "a"`, `zone: "a", nodes: volume: "50GB"`, "CUE"},
		{"a disk of half a unit", etl, `zone:           "a"`, `zone: "a", nodes: volume: "50.5GiB"`, "KUB074"},
		{"a disk larger than EBS has", etl, `zone:           "a"`, `zone: "a", nodes: volume: "70000GiB"`, "KUB074"},
		{"more workers at least than at most", etl, "min:          1", "min:          11", "TRN015"},
		{"more workers than a number holds", etl, "max:          10", "max:          3000000000", "KUB073"},
		{"time that must pass, with a unit", etl, `cooldown: "300s"`, `cooldown: "five minutes"`, "CUE"},
		{"a window with a unit", etl, `cooldown: "300s"`, `cooldown: "2h"`, "KUB017"},
		{"nothing to scale by", etl, "queued:   5\n\t\t\trunning:  10\n", "", "KUB015"},
		{"looked at by a number", prod, home, home + "\n\t\tsecretRefresh: 60", "CUE"},
		{"a store with a name that is none", prod, `secretStore: "aws"`, `secretStore: "AWS Secrets"`, "CUE"},
		{"a source without a repository", prod, `argocd: repository: "https://git.example/acme/lake.git"`, "argocd: {}", "CUE"},
		{"a revision that is a number", prod, `argocd: repository: "https://git.example/acme/lake.git"`, `argocd: {repository: "https://git.example/acme/lake.git", revision: 1}`, "CUE"},
		{"asked by words", prod, `labels: release: "kube-prometheus-stack"`, `interval: "30 seconds"`, "CUE"},
		{"a label of the operator's with blanks", prod, `release: "kube-prometheus-stack"`, `release: "kube prometheus stack"`, "KUB075"},
		{"a label that is no name", prod, `release: "kube-prometheus-stack"`, `"-release": "x"`, "KUB075"},
	}
}

// TestWhatCouldBeDeclaredIsRefusedByVet makes each mistake in a declaration, as a user would.
func TestWhatCouldBeDeclaredIsRefusedByVet(t *testing.T) {
	e := estate.New(t)
	for _, m := range mistakes() {
		t.Run(m.variant, func(t *testing.T) {
			if !slices.ContainsFunc(variant.All(), func(v variant.Variant) bool { return v.Name == m.variant && v.Says != "" }) {
				t.Fatal("no such variant")
			}
			path := filepath.Join(e.Weir.Dir, m.file)
			sound, err := os.ReadFile(path)
			must(t, err)
			defer func() { must(t, os.WriteFile(path, sound, 0o644)) }()
			e.Edit(t, estate.Edit{File: m.file, Old: m.old, New: m.new})
			code, said, err := e.Weir.Run("vet", "--format", "json")
			must(t, err)
			var report struct {
				Findings []struct{ ID, Level, File string }
			}
			must(t, json.Unmarshal([]byte(said), &report))
			for _, f := range report.Findings {
				if f.ID == m.refusedBy && f.Level == "error" && f.File == m.file {
					return
				}
			}
			t.Errorf("weir vet ends with code %d and finds no %s in %s:\n%s", code, m.refusedBy, m.file, said)
		})
	}
}
