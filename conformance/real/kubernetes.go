package real

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"weir.local/conformance/install"
	"weir.local/generator/verify/server"
)

// Kubernetes is a control plane on 127.0.0.1 that keeps what it is given and runs none of it: etcd and an API server.
type Kubernetes struct {
	Kubeconfig string
	kubectl    string
	dir        string
	parts      []*server.Process
}

// admin is who asks: a token of this one server, which forgets it when it ends.
const admin = "conformance"

// StartKubernetes starts an empty control plane below a folder and waits until it is ready: some three seconds.
func StartKubernetes(programs install.Kubernetes, dir string) (*Kubernetes, error) {
	var ports [3]int
	for i := range ports {
		port, err := FreePort()
		if err != nil {
			return nil, err
		}
		ports[i] = port
	}
	k := &Kubernetes{Kubeconfig: filepath.Join(dir, "kubeconfig"), kubectl: programs.Kubectl, dir: dir}
	if err := k.prepare(ports[2]); err != nil {
		return nil, err
	}
	clients, peers := fmt.Sprintf("http://127.0.0.1:%d", ports[0]), fmt.Sprintf("http://127.0.0.1:%d", ports[1])
	key := filepath.Join(dir, "accounts.key")
	for _, part := range []struct {
		name    string
		command []string
	}{
		{"etcd", []string{programs.Etcd, "--data-dir", filepath.Join(dir, "etcd"), "--unsafe-no-fsync",
			"--listen-client-urls", clients, "--advertise-client-urls", clients, "--listen-peer-urls", peers}},
		{"kube-apiserver", []string{programs.APIServer, "--etcd-servers=" + clients, "--bind-address=127.0.0.1",
			fmt.Sprintf("--secure-port=%d", ports[2]), "--cert-dir=" + filepath.Join(dir, "certificates"),
			"--service-account-issuer=https://local", "--service-account-key-file=" + key, "--service-account-signing-key-file=" + key,
			"--token-auth-file=" + filepath.Join(dir, "tokens.csv"), "--authorization-mode=RBAC", "--service-cluster-ip-range=10.0.0.0/24",
			// Pods would wait for the account that a controller makes, and there is none.
			"--disable-admission-plugins=ServiceAccount"}},
	} {
		p, err := server.Start(part.name, filepath.Join(dir, part.name+".log"), os.Environ(), part.command...)
		if err != nil {
			return nil, errors.Join(err, k.Stop())
		}
		k.parts = append(k.parts, p)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute) // of a machine that does much else
	defer cancel()
	err := k.parts[1].Await(ctx, "readiness", func() error { _, err := k.Kubectl(nil, "get", "--raw=/readyz"); return err })
	if err != nil {
		return nil, errors.Join(err, k.Stop())
	}
	return k, nil
}

// prepare writes the keys that the server begins with, and how its client finds it. The server makes its certificate by itself.
func (k *Kubernetes) prepare(port int) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	token := rand.Text()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	block := pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	kubeconfig := fmt.Sprintf(kubeconfigForm, port, admin, token)
	return errors.Join(
		os.WriteFile(filepath.Join(k.dir, "accounts.key"), pem.EncodeToMemory(&block), 0o600),
		os.WriteFile(filepath.Join(k.dir, "tokens.csv"), []byte(fmt.Sprintf("%s,%s,%[2]s,\"system:masters\"\n", token, admin)), 0o600),
		os.WriteFile(k.Kubeconfig, []byte(kubeconfig), 0o600),
	)
}

const kubeconfigForm = `apiVersion: v1
kind: Config
clusters:
  - name: local
    cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}
users:
  - name: %[2]s
    user: {token: %[3]s}
contexts:
  - name: local
    context: {cluster: local, user: %[2]s}
current-context: local
`

// Complaint is what kubectl or the server said when it refused.
type Complaint struct{ Said string }

func (c Complaint) Error() string { return c.Said }

// Kubectl runs the client and returns what it printed; what it says on its error stream, warnings too, is a Complaint.
func (k *Kubernetes) Kubectl(input []byte, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, k.kubectl, append([]string{"--kubeconfig", k.Kubeconfig, "--cache-dir", filepath.Join(k.dir, "discovery")}, arguments...)...)
	cmd.Stdin = bytes.NewReader(input)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if text := strings.TrimSpace(said.String()); text != "" {
		return out.String(), Complaint{text}
	}
	return out.String(), err
}

// Stop ends the parts, the server before its store.
func (k *Kubernetes) Stop() error {
	var failed []error
	for i := len(k.parts) - 1; i >= 0; i-- {
		failed = append(failed, k.parts[i].Stop(20*time.Second))
	}
	return errors.Join(failed...)
}
