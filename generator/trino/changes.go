package trino

import (
	"cmp"
	"slices"
	"strings"
)

// A ChangeKind says what became of a property from one release to another.
type ChangeKind string

const (
	Added      ChangeKind = "added"
	Removed    ChangeKind = "removed"
	Renamed    ChangeKind = "renamed"  // Now is the other name
	Retyped    ChangeKind = "type"     // "String", "MetastoreType"
	Rebounded  ChangeKind = "bounds"   // ">= 5s", ">= 1s"
	Revalued   ChangeKind = "values"   // of an enumeration: "KMS, S3"
	Defaulted  ChangeKind = "default"  // "16MB", "32MB"
	Demanded   ChangeKind = "required" // "optional", "required", or the other way round
	Conditions ChangeKind = "condition"
)

// A Change is one difference between what two releases read in a file.
type Change struct {
	Property string // by the name that it had: "s3.streaming.part-size"
	Kind     ChangeKind
	Was, Now string
}

// Changes lists what became of each property of a file of one release in the
// same file of another, older or newer, sorted by property. Types are compared by
// what they take: two classes of the same words are no change. Defaults that
// depend on the machine are not compared.
//
//	for _, c := range trino.Changes(hive470, hive476) {
//		fmt.Println(c.Property, c.Kind, c.Was, c.Now) // delta.max-split-size default 64MB 128MB
//	}
func Changes(from, to *File) []Change {
	var all []Change
	renamed := map[string]bool{}
	for _, was := range from.Properties() {
		now, status := to.Lookup(was.Name)
		if status == Known {
			all = append(all, differences(was, now)...)
			continue
		}
		if r, ok := NameIn(was.Name, from, to); ok {
			renamed[r.To] = true
			all = append(all, Change{was.Name, Renamed, was.Name, r.To})
			continue
		}
		all = append(all, Change{Property: was.Name, Kind: Removed})
	}
	for _, now := range to.Properties() {
		if _, status := from.Lookup(now.Name); status != Known && !renamed[now.Name] {
			all = append(all, Change{Property: now.Name, Kind: Added})
		}
	}
	slices.SortStableFunc(all, func(a, b Change) int { return cmp.Compare(a.Property, b.Property) })
	return all
}

// differences lists what changed of a property that both releases have.
func differences(was, now Property) []Change {
	var all []Change
	for _, d := range []struct {
		kind     ChangeKind
		was, now string
		same     bool
	}{
		{Retyped, was.Type, now.Type, was.Type == now.Type || len(was.Enum) > 0 && len(now.Enum) > 0},
		{Revalued, words(was.Enum), words(now.Enum), len(was.Enum) == 0 || len(now.Enum) == 0 || words(was.Enum) == words(now.Enum)},
		{Rebounded, was.Range(), now.Range(), was.Range() == now.Range()},
		{Defaulted, was.Default, now.Default, ofTheMachine(was) || ofTheMachine(now) || now.Means(was.Default, now.Default)},
		{Demanded, demanded(was), demanded(now), was.Required == now.Required},
		{Conditions, was.Condition.String(), now.Condition.String(), strings.EqualFold(was.Condition.String(), now.Condition.String())},
	} {
		if !d.same {
			all = append(all, Change{was.Name, d.kind, d.was, d.now})
		}
	}
	return all
}

// ofTheMachine says whether a default depends on the machine: as the harvest
// found it, and where a factory, and no class, makes it of the processors.
func ofTheMachine(p Property) bool {
	return p.Default == "computed" || slices.Contains([]string{
		"tpch.splits-per-node", // Trino documentation, TPC-H connector: the number of processors
	}, p.Name)
}

func words(enum []string) string {
	sorted := slices.Clone(enum)
	slices.Sort(sorted)
	return strings.Join(sorted, ", ")
}

func demanded(p Property) string {
	if p.Required {
		return "required"
	}
	return "optional"
}

// Means says whether two values of a property mean the same to Trino: "true" and
// "TRUE", "thrift" and "THRIFT" of an enumeration, "1024kB" and "1MB".
func (p ClassProperty) Means(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if a == b {
		return true
	}
	if len(p.Enum) > 0 {
		x, known := p.MatchEnum(a)
		y, also := p.MatchEnum(b)
		return known && also && x == y
	}
	switch p.read() {
	case "boolean":
		return strings.EqualFold(a, b)
	case "Duration", "DataSize", "int", "long", "double":
		return a != "" && b != "" && parse(p.read(), a) == nil && parse(p.read(), b) == nil && p.compare(a, b) == 0
	}
	return false
}
