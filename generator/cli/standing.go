package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// After an edit most of a repository is as it was when it was last found sound. Where nothing changed but values inside some
// catalogs, the verdict on all others stands, and vet looks at the changed ones alone, beside everything that is no catalog.
// That rests on one thing: a rule that looks at several catalogs at once sees of each no more than its face. Where such a run
// finds anything else than the last one did, vet looks at everything again.

// grounds are what a verdict was given on.
type grounds struct {
	Frame    string                 // the tool, CUE and cue.mod
	Files    map[string]string      // the digest of each file
	Others   string                 // of everything declared that is no catalog
	Catalogs map[string]catalogSums // by name
}

// catalogSums are a catalog's digests: of all that it says, and of its face.
type catalogSums struct{ Whole, Face string }

// groundsOf are the grounds of a verdict on a repository; what known has of a catalog that did not change is taken from there.
func groundsOf(r reading, repo *schema.Repo, known grounds) grounds {
	g := grounds{Frame: r.Frame, Files: r.Sums(), Catalogs: map[string]catalogSums{}}
	others := sha256.New()
	fmt.Fprintf(others, "%q\n", repo.Requires)
	for _, d := range repo.Declarations {
		if d.Kind != schema.KindCatalog {
			fmt.Fprintf(others, "%q %q %q %q\n", d.Kind, d.Name, d.Place.File, d.JSON)
			continue
		}
		sums := catalogSums{Whole: wholeOf(d)}
		if before := known.Catalogs[d.Name]; before.Whole == sums.Whole {
			sums.Face = before.Face
		} else {
			sums.Face = faceOf(d)
		}
		g.Catalogs[d.Name] = sums
	}
	g.Others = sum(others)
	return g
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }

// wholeOf is the digest of all that a catalog says, and where.
func wholeOf(d *schema.Declaration) string {
	h := sha256.New()
	h.Write([]byte(d.Place.File))
	h.Write([]byte{0})
	h.Write(d.JSON)
	return sum(h)
}

// faceOf is the digest of what other declarations, or a rule over several catalogs, may depend on: which fields and properties
// a catalog has, and the values of those that lead beyond it.
func faceOf(d *schema.Declaration) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", d.Name, d.Place.File)
	writeFace(h, d.Value(), false)
	return sum(h)
}

// beyond are the fields that lead beyond a catalog: where it is offered, what it is, and references, whose variables
// all catalogs of a cluster share.
func beyond(label string) bool {
	return slices.Contains([]string{"name", "connector", "clusters", "only", "waive", "preset", "parameter", "secret", "key"}, label)
}

func writeFace(h hash.Hash, value any, seen bool) {
	switch value := value.(type) {
	case map[string]any:
		fmt.Fprintf(h, "{%d", len(value))
		for _, label := range slices.Sorted(maps.Keys(value)) {
			fmt.Fprintf(h, "%q:", label)
			writeFace(h, value[label], seen || beyond(label))
		}
	case []any:
		fmt.Fprintf(h, "[%d", len(value))
		for _, item := range value {
			writeFace(h, item, seen)
		}
	default:
		if seen {
			fmt.Fprintf(h, "%q", fmt.Sprint(value))
		}
		h.Write([]byte{','})
	}
}

// moved are the files whose catalogs must be looked at again, those that a finding is about among them; ok says that nothing
// else changed.
func (k remembered) moved(now grounds) (files map[string]bool, ok bool) {
	before := k.Grounds
	if before.Frame == "" || before.Frame != now.Frame || before.Others != now.Others || len(before.Files) != len(now.Files) || len(before.Catalogs) != len(now.Catalogs) {
		return nil, false
	}
	for name, c := range now.Catalogs {
		if before.Catalogs[name].Face != c.Face {
			return nil, false
		}
	}
	files = map[string]bool{}
	for file, sum := range now.Files {
		known, there := before.Files[file]
		if !there {
			return nil, false
		}
		if known != sum {
			files[file] = true
		}
	}
	for _, d := range k.Findings {
		files[d.Pos.File] = true
		for _, other := range d.Related {
			files[other.Pos.File] = true
		}
	}
	return files, true
}

// part is the repository without the catalogs that the verdict stands for.
func part(repo *schema.Repo, before, now grounds, files map[string]bool) *schema.Repo {
	some := *repo
	some.Declarations, some.Standing = nil, map[schema.Kind][]string{}
	for _, d := range repo.Declarations {
		if d.Kind == schema.KindCatalog && !files[d.Place.File] && before.Catalogs[d.Name].Whole == now.Catalogs[d.Name].Whole {
			some.Standing[d.Kind] = append(some.Standing[d.Kind], d.Name)
			continue
		}
		some.Declarations = append(some.Declarations, d)
	}
	return &some
}

// stands says whether a run over a part found nothing but what was known, outside the files that changed.
func (k remembered) stands(found diag.List, now grounds) bool {
	unchanged := func(list diag.List) []byte {
		same := slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
			return k.Grounds.Files[d.Pos.File] != now.Files[d.Pos.File]
		})
		text, _ := json.Marshal(same)
		return text
	}
	return !found.Errors() && bytes.Equal(unchanged(k.Findings), unchanged(found))
}
