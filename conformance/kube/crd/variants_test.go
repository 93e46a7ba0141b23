package crd

import (
	"strings"
	"testing"

	"weir.local/conformance/kube/variant"
)

// TestBrokenVariantsAreRefused changes one value of a manifest at a time. Package server asks a real server the same.
func TestBrokenVariantsAreRefused(t *testing.T) {
	v, all := validator(t), files(t)
	for _, changed := range variant.All() {
		t.Run(changed.Name, func(t *testing.T) {
			object, err := changed.In(all)
			if err != nil {
				t.Fatal(err)
			}
			said, err := v.Check(object)
			if err != nil {
				t.Fatal(err)
			}
			if wrong := changed.Wrong(strings.Join(said, "\n")); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}

// TestVariantsAreMany holds the list to what it is for.
func TestVariantsAreMany(t *testing.T) {
	names, broken := map[string]bool{}, 0
	for _, v := range variant.All() {
		if names[v.Name] {
			t.Errorf("two are called %q", v.Name)
		}
		if names[v.Name] = true; v.Says != "" {
			broken++
		}
	}
	if broken < 60 {
		t.Errorf("%d are broken", broken)
	}
}
