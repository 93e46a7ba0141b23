package load

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"
)

// module is the repository as CUE sees it: cue.mod/module.cue.
type module struct {
	root    string            // absolute
	path    string            // "weir.local", "lake.example"
	version string            // of the language: "v0.17.0"
	overlay map[string][]byte // Options.Overlay
}

func readModule(root string) (module, error) {
	name := filepath.Join(root, "cue.mod", "module.cue")
	data, err := os.ReadFile(name)
	if err != nil {
		return module{}, fmt.Errorf("%s is no weir repository, it has no cue.mod/module.cue: %w", root, err)
	}
	// What else module.cue may say is checked by cue's loader, which reads it for the first import.
	f, err := parser.ParseFile(name, data)
	if err != nil {
		return module{}, fmt.Errorf("reading cue.mod/module.cue: %w", err)
	}
	m := module{root: root, path: text(f, "module"), version: text(f, "language", "version")}
	if m.path == "" || m.version == "" {
		return module{}, fmt.Errorf("cue.mod/module.cue lacks module or language.version")
	}
	return m, nil
}

// text is the string at a path of a file; empty when there is none.
func text(f *ast.File, path ...string) string {
	found := descend(f, path)
	if found.depth < len(path) {
		return ""
	}
	lit, ok := found.fields[0].value().(*ast.BasicLit)
	if !ok {
		return ""
	}
	s, _ := literal.Unquote(lit.Value)
	return s
}

// config loads as the cue command does, but without a registry and whatever the environment says.
func (m module) config() *load.Config {
	overlay := map[string]load.Source{}
	for name, data := range m.overlay {
		overlay[m.abs(name)] = load.FromBytes(data)
	}
	return &load.Config{Dir: m.root, Overlay: overlay, Env: []string{"CUE_REGISTRY=none", "HOME=" + m.root}}
}

// parse parses a file as cue's own loader does. What can be read of a broken file is returned with the error.
func (m module) parse(name string, data []byte) (*ast.File, error) {
	return parser.ParseFile(name, data, parser.Version(m.version), parser.AllErrors)
}

// abs is the name of a file of the repository that CUE is given, and that its positions have.
func (m module) abs(name string) string {
	return filepath.Join(m.root, filepath.FromSlash(name))
}

// rel is a file's or folder's slash path relative to the root: "catalogs/orders.cue".
func (m module) rel(name string) string {
	r, err := filepath.Rel(m.root, name)
	if err != nil || !filepath.IsAbs(name) || strings.HasPrefix(r, "..") {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(r)
}

// newContext is a context that the environment cannot change: CUE_DEBUG=opendef=1 would let unknown fields pass.
func newContext() *cue.Context {
	return cuecontext.New(cuecontext.CUE_DEBUG("opendef=0"))
}

// concrete are the options of `cue vet -c`.
func concrete() []cue.Option {
	return []cue.Option{cue.Attributes(true), cue.Definitions(true), cue.Hidden(true), cue.Concrete(true)}
}
