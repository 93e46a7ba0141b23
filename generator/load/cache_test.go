package load_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/schema"
)

// TestTheCacheChangesNothing edits a repository at random and compares a run with the cache to one without, after each edit.
func TestTheCacheChangesNothing(t *testing.T) {
	start := light(t, "catalogs")
	for i := range 6 {
		start[fmt.Sprintf("catalogs/c%d.cue", i)] = mysql(fmt.Sprintf("c%d", i))
	}
	start["house/house.cue"] = "package house\n\nimport \"weir.local/schema\"\n\n#TPCH: schema.#TPCH & {owner: \"a\"}\n"
	root, dir := start.write(t), t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	for step := range 60 {
		what := edit(t, root, random, start)
		compareRuns(t, root, dir, fmt.Sprintf("step %d: %s", step, what))
	}
}

// edit changes one file.
func edit(t *testing.T, root string, random *rand.Rand, start files) string {
	t.Helper()
	name := fmt.Sprintf("c%d", random.IntN(7))
	path := "catalogs/" + name + ".cue"
	edits := []func() (string, string){
		func() (string, string) { return path, mysql(name) },
		func() (string, string) { return path, mysql(name, fmt.Sprintf("port: %d", random.IntN(70000))) },
		func() (string, string) { return path, mysql(name, "-host") },
		func() (string, string) { return path, mysql("c1", "port: 5") },
		func() (string, string) { return path, mysql(name, "description: catalogs.tpch.owner") },
		func() (string, string) { return path, strings.Replace(mysql(name), "}", "", 1) },
		func() (string, string) {
			return path, "package catalogs\n\nimport \"weir.local/house\"\n\ncatalogs: " + name + ": house.#TPCH & {clusters: [\"*\"]}\n"
		},
		func() (string, string) {
			return "house/house.cue", strings.Replace(start["house/house.cue"], `"a"`, fmt.Sprintf(`"%d"`, random.IntN(3)), 1)
		},
		func() (string, string) {
			return "house/house.cue", strings.Replace(start["house/house.cue"], `"a"`, `5`, 1)
		},
		func() (string, string) {
			return "weir.cue", strings.Replace(start["weir.cue"], "0.1.0", fmt.Sprintf("0.%d.0", random.IntN(3)), 1)
		},
		func() (string, string) {
			return "catalogs/catalogs.cue", start["catalogs/catalogs.cue"] + "\n" + strings.Repeat("// more\n", random.IntN(2))
		},
		func() (string, string) {
			return "catalogs/all.cue", "package catalogs\n\ncatalogs: [string]: {owner: string, ...}\n"
		},
		func() (string, string) {
			return "catalogs/all.cue", "package catalogs\n\ncatalogs: [string]: {owner: \"team\" | \"data-platform\" | \"commerce\" | \"a\", ...}\n"
		},
		func() (string, string) {
			return "catalogs/more.cue", "package catalogs\n\nimport \"weir.local/schema\"\n\ncatalogs: {for n in [\"x\", \"y\"] {(n): schema.#TPCH & {owner: n, clusters: [\"*\"]}}}\n"
		},
		func() (string, string) { return path, "" },
		func() (string, string) { return "catalogs/more.cue", "" },
		func() (string, string) { return "catalogs/all.cue", "" },
	}
	file, text := edits[random.IntN(len(edits))]()
	full := filepath.Join(root, filepath.FromSlash(file))
	if text == "" {
		os.Remove(full)
	} else if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file + "\n" + text
}

func compareRuns(t *testing.T, root, dir, what string) {
	t.Helper()
	repo, findings := read(t, root, load.Options{})
	for range 2 {
		cached, told := read(t, root, load.Options{CacheDir: dir, Version: "1"})
		if got, want := printed(cached, told), printed(repo, findings); got != want {
			t.Fatalf("%s\nwith the cache:\n%s\nwithout:\n%s", what, got, want)
		}
	}
}

func printed(repo *schema.Repo, findings diag.List) string {
	var b strings.Builder
	fmt.Fprintf(&b, "requires %s\n", repo.Requires)
	for _, d := range repo.Declarations {
		fmt.Fprintf(&b, "%s %s %s %s\n", d.Kind, d.Name, d.Place, d.JSON)
	}
	for _, d := range findings {
		fmt.Fprintf(&b, "%+v\n", d)
	}
	return b.String()
}

func TestAForeignOrBrokenCacheIsIgnored(t *testing.T) {
	root, dir := base(t).write(t), t.TempDir()
	o := load.Options{CacheDir: dir, Version: "1"}
	repo, findings := read(t, root, o)
	want := printed(repo, findings)
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("the cache is %v, %v", names, err)
	}
	good, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	bad := [][]byte{nil, []byte("nonsense"), good[:len(good)/2], append(bytes.Clone(good), 0), bytes.Repeat([]byte{0xff}, len(good))}
	for range 20 {
		b := bytes.Clone(good)
		b[random.IntN(len(b))] ^= byte(1 + random.IntN(255))
		bad = append(bad, b)
	}
	for i, b := range bad {
		if err := os.WriteFile(names[0], b, 0o644); err != nil {
			t.Fatal(err)
		}
		if repo, findings := read(t, root, o); printed(repo, findings) != want {
			t.Errorf("cache %d changes what is read", i)
		}
		if now, _ := os.ReadFile(names[0]); !bytes.Equal(now, good) {
			t.Errorf("cache %d is not replaced by the same as before", i)
		}
	}
}

func TestTheCacheIsOfOneVersion(t *testing.T) {
	root, dir := base(t).write(t), t.TempDir()
	write := func(version string) []byte {
		read(t, root, load.Options{CacheDir: dir, Version: version})
		names, _ := filepath.Glob(filepath.Join(dir, "*"))
		b, _ := os.ReadFile(names[0])
		return b
	}
	if bytes.Equal(write("1"), write("2")) {
		t.Error("two versions of the tool share a cache")
	}
}

func TestACacheThatCannotBeWrittenIsNone(t *testing.T) {
	root := base(t).write(t)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	repo, findings := read(t, root, load.Options{CacheDir: filepath.Join(blocked, "cache")})
	wants(t, findings)
	if len(repo.Declarations) == 0 {
		t.Error("nothing was read")
	}
}
