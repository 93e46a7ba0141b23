package install

import (
	"fmt"
	"os"
	"path/filepath"
)

// source is a module that holds custom resource definitions, and the files of it that are wanted.
type source struct {
	module string // "github.com/kedacore/keda/v2@v2.21.0"
	folder string
	files  []string
}

// definitionSources are where the definitions of what weir writes come from. The NodePool is the AWS provider's: it has two rules more than
// Karpenter's own. Argo CD is the newest release that is published whole.
func definitionSources() []source {
	return []source{
		{"github.com/aws/karpenter-provider-aws@v1.14.1", "pkg/apis/crds", []string{
			"karpenter.k8s.aws_ec2nodeclasses.yaml", "karpenter.sh_nodeclaims.yaml", "karpenter.sh_nodepools.yaml",
		}},
		{"github.com/kedacore/keda/v2@v2.21.0", "config/crd/bases", []string{
			"keda.sh_clustertriggerauthentications.yaml", "keda.sh_scaledobjects.yaml", "keda.sh_triggerauthentications.yaml",
		}},
		{"github.com/argoproj/argo-cd/v3@v3.2.11", "manifests/crds", []string{
			"application-crd.yaml", "applicationset-crd.yaml", "appproject-crd.yaml",
		}},
		{"github.com/prometheus-operator/prometheus-operator@v0.85.0", "example/prometheus-operator-crd", []string{
			"monitoring.coreos.com_podmonitors.yaml", "monitoring.coreos.com_prometheusrules.yaml", "monitoring.coreos.com_servicemonitors.yaml",
		}},
		{"github.com/external-secrets/external-secrets@v1.3.2", "config/crds/bases", []string{
			"external-secrets.io_clustersecretstores.yaml", "external-secrets.io_externalsecrets.yaml", "external-secrets.io_secretstores.yaml",
		}},
	}
}

// Definitions downloads the custom resource definitions: text by file name, as their owners publish it.
func Definitions() (map[string][]byte, error) {
	texts := map[string][]byte{}
	for _, s := range definitionSources() {
		dir, err := module(s.module)
		if err != nil {
			return nil, err
		}
		for _, name := range s.files {
			if texts[name], err = os.ReadFile(filepath.Join(dir, s.folder, name)); err != nil {
				return nil, fmt.Errorf("reading a definition of %s: %w", s.module, err)
			}
		}
	}
	return texts, nil
}
