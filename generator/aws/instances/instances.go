package instances

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Type is one instance type.
type Type struct {
	Name    string // "r8gd.4xlarge"
	Arch    string // as Kubernetes names it: "arm64"
	CPU     int    // vCPU: 16
	Memory  int64  // MiB: 131072
	Network int    // sustained, in Mbit/s: 7500; 0: unknown
	NVMe    int    // instance store on NVMe, in GB: 950; 0: none
	ForPods Room   // what Karpenter counts with for pods, daemons among them
}

// Room is what pods can ask of a node.
type Room struct {
	CPU    int   // in thousandths of a vCPU: 15890
	Memory int64 // MiB: 118253
}

// Less is what is left beside others: beside daemons, say.
func (r Room) Less(others Room) Room {
	return Room{CPU: r.CPU - others.CPU, Memory: r.Memory - others.Memory}
}

// Holds says whether there is room for a pod of so many vCPU and bytes.
func (r Room) Holds(cpu float64, memory int64) bool {
	return float64(r.CPU) >= cpu*1000 && r.Memory<<20 >= memory
}

// String spells room as declarations do, rounded down to a tenth: "15.5 vCPU, 114.9GiB".
func (r Room) String() string { return r.CPUs() + " vCPU, " + r.Size() }

// CPUs is its vCPU, rounded down to a tenth: "15.5".
func (r Room) CPUs() string { return fmt.Sprintf("%d.%d", r.CPU/1000, r.CPU%1000/100) }

// Size is its memory, rounded down to a tenth: "114.9GiB".
func (r Room) Size() string { return fmt.Sprintf("%d.%dGiB", r.Memory/1024, r.Memory%1024*10/1024) }

// Family is what a type's name begins with: "r8gd".
func (t Type) Family() string {
	family, _, _ := strings.Cut(t.Name, ".")
	return family
}

// Of is the type of a name; false for one that weir does not know.
func Of(name string) (Type, bool) {
	all := types()
	i, ok := slices.BinarySearchFunc(all, name, func(t Type, name string) int { return cmp.Compare(t.Name, name) })
	if !ok {
		return Type{}, false
	}
	return all[i], true
}

// Family are the types of a family, fewest vCPU first; none of one that weir does not know.
func Family(family string) []Type {
	var list []Type
	for _, t := range types() {
		if t.Family() == family {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b Type) int { return cmp.Compare(a.CPU, b.CPU) })
	return list
}

// Names are the names of all types, sorted.
func Names() []string {
	names := make([]string, 0, len(types()))
	for _, t := range types() {
		names = append(names, t.Name)
	}
	return names
}

// Families are the names of all families, sorted.
func Families() []string {
	var names []string
	for _, t := range types() {
		names = append(names, t.Family())
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// The table's first lines say where it comes from.
//
//go:embed data/types.tsv.gz
var compressed []byte

// types is the table, sorted by name, read once.
var types = sync.OnceValue(func() []Type {
	list, err := read(compressed)
	if err != nil {
		panic(fmt.Errorf("reading the instance types in the binary: %w", err))
	}
	return list
})

func read(data []byte) ([]Type, error) {
	plain, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var list []Type
	lines := bufio.NewScanner(plain)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		t, err := parse(lines.Text())
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b Type) int { return cmp.Compare(a.Name, b.Name) })
	return list, lines.Err()
}

// parse reads a line: name, architecture, then numbers in the order of Type.
func parse(line string) (Type, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 8 {
		return Type{}, fmt.Errorf("%q has %d fields, not 8", line, len(fields))
	}
	var n [6]int
	for i, field := range fields[2:] {
		var err error
		if n[i], err = strconv.Atoi(field); err != nil {
			return Type{}, fmt.Errorf("%q: %w", line, err)
		}
	}
	return Type{
		Name: fields[0], Arch: fields[1], CPU: n[0], Memory: int64(n[1]), Network: n[2], NVMe: n[3],
		ForPods: Room{CPU: n[4], Memory: int64(n[5])},
	}, nil
}
