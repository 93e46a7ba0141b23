package spine

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"weir.local/conformance/install"
)

// Smoke asks a coordinator the query that a delivery ends with, by the script that weir wrote for it, and returns what that says.
// Login says that the coordinator asks who its users are.
func Smoke(server, query string, login bool) (string, error) {
	root, err := install.Root()
	if err != nil {
		return "", err
	}
	script, err := os.ReadFile(filepath.Join(root, "out", "prod", "pipeline", "smoke.sh"))
	if err != nil {
		return "", err
	}
	cmd := exec.Command("bash", "-c", string(script))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "SERVER=" + server, "SMOKE_USER=weir", "SMOKE_QUERY=" + query, "SMOKE_SECONDS=120", "LOGIN=no"}
	if login {
		cmd.Env[len(cmd.Env)-1] = "LOGIN=yes"
	}
	said, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("smoke.sh: %w\n%s", err, said)
	}
	return string(said), err
}
