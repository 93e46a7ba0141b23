package instances

import "testing"

// What AWS says of these types (EC2, Memory optimized and Storage optimized instances).
func TestTypesAreAsAWSSays(t *testing.T) {
	for _, want := range []Type{
		{Name: "r8g.4xlarge", Arch: "arm64", CPU: 16, Memory: 128 << 10, Network: 7500, ForPods: Room{15890, 118253}},
		{Name: "r8gd.4xlarge", Arch: "arm64", CPU: 16, Memory: 128 << 10, Network: 7500, NVMe: 950, ForPods: Room{15890, 118253}},
		{Name: "i4i.2xlarge", Arch: "amd64", CPU: 8, Memory: 64 << 10, Network: 4687, NVMe: 1875, ForPods: Room{7910, 59627}},
	} {
		if got, ok := Of(want.Name); !ok || got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

func TestPodsGetLessThanTheNodeHas(t *testing.T) {
	for _, x := range types() {
		if x.CPU <= 0 || x.ForPods.CPU >= x.CPU*1000 || x.ForPods.Memory >= x.Memory || x.Arch != "arm64" && x.Arch != "amd64" {
			t.Errorf("%+v", x)
		}
	}
}

func TestFamiliesHoldTheirTypes(t *testing.T) {
	if _, ok := Of("r8g.4xlrage"); ok {
		t.Error("r8g.4xlrage is a type")
	}
	if family := Family("r8gd"); len(family) == 0 || family[0].Name != "r8gd.medium" {
		t.Errorf("got %v", family)
	}
	n := 0
	for _, f := range Families() {
		n += len(Family(f))
	}
	if n != len(Names()) {
		t.Errorf("families hold %d types of %d", n, len(Names()))
	}
}

func TestRoomIsWhatIsLeft(t *testing.T) {
	left := Room{15890, 118253}.Less(Room{300, 512})
	if left.String() != "15.5 vCPU, 114.9GiB" {
		t.Errorf("got %s", left)
	}
	for _, pod := range []struct {
		cpu   float64
		gib   int64
		holds bool
	}{{15.5, 114, true}, {15.6, 114, false}, {14, 115, false}} {
		if got := left.Holds(pod.cpu, pod.gib<<30); got != pod.holds {
			t.Errorf("%v vCPU and %d GiB: %v", pod.cpu, pod.gib, got)
		}
	}
}

func TestALineThatIsNoneIsAnError(t *testing.T) {
	for _, line := range []string{"", "a\tb", "r8g.large\tarm64\t2\tx\t0\t0\t0\t0"} {
		if _, err := parse(line); err == nil {
			t.Errorf("%q is read", line)
		}
	}
}
