package release

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/aws"
)

func TestPinsAreReadAsTheyAreWritten(t *testing.T) {
	var pins []Pin
	for i := range 300 {
		name := fmt.Sprintf("catalog/c%d.properties", i)
		pins = append(pins, Pinned("/weir/prod/adhoc/"+name, int64(i%99+1), "connector.name=tpch", name))
	}
	lists := Lists(pins)
	var read []Pin
	for _, list := range lists {
		if len(list) > aws.StandardBytes {
			t.Errorf("a list of %d bytes", len(list))
		}
		some, err := ParseList(list)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, some...)
	}
	if !slices.Equal(read, pins) {
		t.Errorf("%d pins in %d lists, %d came back or in another order", len(pins), len(lists), len(read))
	}
	back, err := ParseText(Text(pins))
	if err != nil || !slices.Equal(back, pins) {
		t.Errorf("a release came back otherwise: %v", err)
	}
}

func TestAPinHoldsItsValueAlone(t *testing.T) {
	p := Pinned("/w/tpch.properties", 1, "connector.name=tpch", "catalog/tpch.properties")
	if !p.Holds("connector.name=tpch") || p.Holds("connector.name=tpcd") || p.Sum != 3999992578 {
		t.Errorf("%+v", p) // the sum is that of GNU cksum
	}
}

func TestWhatIsNoReleaseIsRefused(t *testing.T) {
	for _, line := range []string{
		"", "/w/a:1 5", "/w/a:1 5 files/", "/w/a 5 files/a", "/w/a:0 5 files/a", "/w/a:x 5 files/a", "/w/a:1 -5 files/a", "w/a:1 5 files/a", "/w/a:1 5 a", "/w/a:1 5 files/a b",
	} {
		if pins, err := ParseList("/w/ok:1 5 files/ok\n" + line); err == nil || !strings.Contains(err.Error(), "line 2 ") {
			t.Errorf("%q: %v, %v", line, pins, err)
		}
	}
}
