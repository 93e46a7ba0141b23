package server

import (
	"slices"
	"testing"
)

func TestComplaintNamesProperties(t *testing.T) {
	for said, want := range map[string]string{
		"Configuration property 's3.regoin' was not used":                                             "s3.regoin",
		"Invalid configuration property s3.max-connections: must be greater than or equal to 1 (for ": "s3.max-connections",
		"Key 'join-pushdown.enabled' is already present in the [a.b, c.d]":                            "join-pushdown.enabled",
		"HV000090: Unable to access isUrlValid.":                                                      "",
	} {
		got := ""
		for _, name := range Named(said) {
			got += name
		}
		if got != want {
			t.Errorf("%s: names %q, want %q", said, got, want)
		}
	}
}

func TestComplaintsAreReadOneByOne(t *testing.T) {
	for said, want := range map[string][]string{
		"Configuration errors:\n\n1) Error: Configuration property 'a.b' was not used. Did you mean to use 'a.c'?\n\n2) Error: Invalid value 'x' for type int (property 'a.d') in order to call [public A A.b(int)]\n\n2 errors\n\n=====\nFull classname legend:\n": {
			"Configuration property 'a.b' was not used. Did you mean to use 'a.c'?", "Invalid value 'x' for type int (property 'a.d')"},
		"No factory for connector 'nosuch'. Available factories: [tpch]": {"No factory for connector 'nosuch'. Available factories: [tpch]"},
		"Unable to create injector, see the following errors:\n\n1) [Guice/ErrorInjectingConstructor]: SdkClientException: Unable to load region from X@21c9f5db: none\n  at Y": {
			"SdkClientException: Unable to load region from X: none"},
		"Configuration errors:\n\n1) Warning: Configuration property 'a' is deprecated\n\n2) Error: no\n": {"no"},
	} {
		if got := Complaints(said); !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", said, got, want)
		}
	}
}
