package trino

import "testing"

func TestVerdictsOnCatalogsStand(t *testing.T) { SampleCatalogs(t) }

func TestVerdictsOnServersStand(t *testing.T) { SampleServers(t) }

func TestComplaintNamesProperties(t *testing.T) {
	for said, want := range map[string]string{
		"Configuration property 's3.regoin' was not used":                                             "s3.regoin",
		"Invalid configuration property s3.max-connections: must be greater than or equal to 1 (for ": "s3.max-connections",
		"Key 'join-pushdown.enabled' is already present in the [a.b, c.d]":                            "join-pushdown.enabled",
		"HV000090: Unable to access isUrlValid.":                                                      "",
	} {
		got := ""
		for _, name := range named(said) {
			got += name
		}
		if got != want {
			t.Errorf("%s: names %q, want %q", said, got, want)
		}
	}
}
