package load_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/load"
)

func lineOf(t *testing.T, root string, n int, text string) bool {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, "catalogs", "m.cue"))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(string(b), "\n")
	return n > 0 && n <= len(all) && strings.Contains(all[n-1], text)
}

// TestTheSchemaInAUsersRepository lies in cue.mod/gen, and the verdict is that of the real cue.
func TestTheSchemaInAUsersRepository(t *testing.T) {
	start := userRepository(t)
	repo, findings := read(t, start.write(t), load.Options{})
	wants(t, findings)
	if n := len(repo.Declarations); n != 9 {
		t.Errorf("%d declarations", n)
	}
	root := start.with(files{
		"house/house.cue": "package house\n\nimport \"weir.local/schema\"\n\n#TPCH: schema.#TPCH & {owner: \"a\"}\n",
		"catalogs/m.cue":  "package catalogs\n\nimport \"lake.example/house\"\n\ncatalogs: m: house.#TPCH & {clusterz: [\"*\"]}\n",
	}).write(t)
	for _, whole := range []bool{false, true} {
		_, findings = read(t, root, load.Options{Whole: whole})
		wants(t, findings, "catalogs/m.cue:5:29: CUE: unknown field clusterz")
	}
	if testing.Short() {
		return
	}
	text, refused := vet(t, cueCommand(t), root)
	compare(t, text, refused, findings)
}

func TestARepositoryWithoutAModuleIsAnError(t *testing.T) {
	if _, _, err := load.Repository(t.Context(), t.TempDir(), load.Options{}); err == nil || !strings.Contains(err.Error(), "cue.mod") {
		t.Errorf("error is %v", err)
	}
}

func TestProgressIsTold(t *testing.T) {
	done, total := 0, 0
	read(t, base(t).write(t), load.Options{Progress: func(d, n int) { done, total = d, n }})
	if done == 0 || done > total {
		t.Errorf("%d of %d", done, total)
	}
}
