package install

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// downloaded is a module of the Go module proxy, unpacked: what `go mod download -json` says of it.
type downloaded struct {
	Dir   string
	Error string
}

// module brings a module's own files: module("k8s.io/kubernetes@v1.36.3"). The go command checks it against the checksum database.
// One that asks for a newer Go is unpacked all the same, and only its files are wanted here.
func module(pathAtVersion string) (dir string, err error) {
	cmd := exec.Command("go", "mod", "download", "-json", pathAtVersion)
	cmd.Dir = os.TempDir() // no go.mod of ours may have a say
	out, runErr := cmd.Output()
	var got downloaded
	if err := json.Unmarshal(out, &got); err != nil {
		return "", fmt.Errorf("downloading %s: %w", pathAtVersion, runErr)
	}
	if got.Dir == "" {
		return "", fmt.Errorf("downloading %s: %s", pathAtVersion, got.Error)
	}
	return got.Dir, nil
}

// wrapper makes a module that builds programs of another one whose go.mod replaces parts of itself: `go install` refuses those. The
// go.mod and go.sum are the other one's, after edit.
func wrapper(into, pathAtVersion string, edit func(gomod string) string) error {
	from, err := module(pathAtVersion)
	if err != nil {
		return err
	}
	gomod, err := os.ReadFile(filepath.Join(from, "go.mod"))
	if err != nil {
		return err
	}
	gosum, err := os.ReadFile(filepath.Join(from, "go.sum"))
	if err != nil {
		return err
	}
	path, version, _ := strings.Cut(pathAtVersion, "@")
	text := strings.Replace(edit(string(gomod)), "module "+path+"\n", "module wrapper\n", 1)
	text += fmt.Sprintf("\nrequire %s %s\n", path, version)
	if err := os.WriteFile(filepath.Join(into, "go.mod"), []byte(text), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(into, "go.sum"), gosum, 0o644)
}

// build builds one program of a wrapper's. An hour is for a machine that does much else: two cores to itself need some five minutes.
func (c cache) build(source, program, from, flags string) error {
	return c.runFor(time.Hour, "building "+filepath.Base(program), "go", "build", "-C", source, "-mod=mod", "-trimpath", "-ldflags", flags, "-o", program, from)
}
