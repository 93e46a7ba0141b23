package load

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// harvestFolder is where a repository keeps the data of Trino versions that it harvested itself: schema/trino/480.gz.
const harvestFolder = "schema/trino"

// A harvest is one file of them.
type harvest struct {
	name    string // "schema/trino/480.gz"
	data    []byte
	release *trino.Release // nil when it cannot be used
	finding diag.Diagnostic
}

// harvested is all of them.
type harvested []harvest

// Releases are the versions of Trino that something is known of in a repository: those that weir carries, and what the
// repository harvested. A file that cannot be used is a finding.
func Releases(root string) (trino.Releases, diag.List, error) {
	all, err := readHarvested(root)
	return all.releases(), all.findings(), err
}

func readHarvested(root string) (harvested, error) {
	names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(harvestFolder), "*.gz"))
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", harvestFolder, err)
	}
	slices.Sort(names)
	var all harvested
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		all = append(all, newHarvest(path.Join(harvestFolder, filepath.Base(name)), data))
	}
	return all, nil
}

func newHarvest(name string, data []byte) harvest {
	h := harvest{name: name, data: data}
	called := strings.TrimSuffix(path.Base(name), ".gz")
	release, err := trino.Decode(data)
	switch {
	case err != nil:
		h.finding = h.unusable("the data is damaged: "+strings.TrimPrefix(err.Error(), "reading Trino's properties: "),
			"restore it, or run weir trino harvest on the distribution again")
	case strconv.Itoa(release.Version) != called:
		h.finding = h.unusable(fmt.Sprintf("it holds Trino %d, by its name %s", release.Version, called),
			fmt.Sprintf("rename it to %d.gz, or run weir trino harvest on the distribution of Trino %s", release.Version, called))
	default:
		h.release = release
	}
	return h
}

func (h harvest) unusable(message, remedy string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "TRN060", Level: diag.Error, Message: message, Remedy: remedy,
		Place: source.Place{File: h.name}, Pos: source.Pos{File: h.name},
	}
}

func (all harvested) releases() trino.Releases {
	var known trino.Releases
	for _, h := range all {
		if h.release != nil {
			known = known.With(h.release)
		}
	}
	return known
}

func (all harvested) findings() diag.List {
	var list diag.List
	for _, h := range all {
		if h.release == nil {
			list = append(list, h.finding)
		}
	}
	return list
}
