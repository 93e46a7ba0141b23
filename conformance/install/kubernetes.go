package install

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Kubernetes are the programs of a control plane without controllers: what is applied is checked, admitted and kept, and nothing runs.
type Kubernetes struct {
	Etcd, APIServer, Kubectl string // ".cache/conformance/kubernetes-1.36.3/etcd"
}

// BringKubernetes builds the programs, all three from the modules of one release: some five minutes of one core, once a version.
func BringKubernetes(talk io.Writer) (Kubernetes, error) {
	c, err := open(talk)
	if err != nil {
		return Kubernetes{}, err
	}
	dir, err := c.once("kubernetes-"+kubernetesVersion, c.kubernetes)
	return Kubernetes{filepath.Join(dir, "etcd"), filepath.Join(dir, "kube-apiserver"), filepath.Join(dir, "kubectl")}, err
}

func (c cache) kubernetes(into string) error {
	source := filepath.Join(into, "source")
	if err := os.Mkdir(source, 0o755); err != nil {
		return err
	}
	if err := wrapper(source, "k8s.io/kubernetes@v"+kubernetesVersion, publishedStaging); err != nil {
		return err
	}
	for _, program := range []struct{ name, from string }{
		{"etcd", "go.etcd.io/etcd/server/v3"},
		{"kubectl", "k8s.io/kubernetes/cmd/kubectl"},
		{"kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver"},
	} {
		err := c.build(source, filepath.Join(into, program.name), program.from, kubernetesFlags())
		if err != nil {
			return err
		}
	}
	return os.RemoveAll(source)
}

// publishedStaging takes the parts of Kubernetes that its go.mod looks for in ./staging from where they are published: v1.36.3 has
// its parts at v0.36.3.
func publishedStaging(gomod string) string {
	version := "v0" + strings.TrimPrefix(kubernetesVersion, "1")
	gomod = regexp.MustCompile(`(?m)^(\s+)(k8s\.io/\S+) => \./staging/\S+$`).ReplaceAllString(gomod, "$1$2 => $2 "+version)
	return regexp.MustCompile(`(?m)^(\s+k8s\.io/\S+) v0\.0\.0(\s.*)?$`).ReplaceAllString(gomod, "$1 "+version+"$2")
}

// kubernetesFlags tell the programs their version: without them they call themselves v0.0.0, and clients believe it.
func kubernetesFlags() string {
	minor := strings.Split(kubernetesVersion, ".")[1]
	variable := " -X k8s.io/component-base/version."
	return "-s -w" + variable + "gitVersion=v" + kubernetesVersion + variable + "gitMajor=1" + variable + "gitMinor=" + minor
}
