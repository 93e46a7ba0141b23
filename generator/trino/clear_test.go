package trino_test

import (
	"testing"

	"weir.local/generator/trino"
)

func TestLooksSecret(t *testing.T) {
	for _, tt := range []struct {
		key, value string
		want       bool
	}{
		{"my.api-key", "5f2c", true},
		{"my.apiKey", "5f2c", true},
		{"my.service.credential", "5f2c", true},
		{"my.signing-key", "5f2c", true},
		{"my.passphrase", "open sesame", true},
		{"my.auth-token", "5f2c", true},
		{"my.api-key", "${ENV:MY_API_KEY}", false},
		{"my.api-key", " ", false},
		{"my.use-access-token", "true", false},
		{"my.key", "id", false}, // of a table
		{"my.partition-key", "day", false},
		{"my.credentials-path", "/etc/creds.json", false},
		{"my.token-ttl", "1h", false},
	} {
		if got := trino.LooksSecret(tt.key, tt.value); got != tt.want {
			t.Errorf("LooksSecret(%q, %q) = %t", tt.key, tt.value, got)
		}
	}
}

// TestSecretsOfTrinoLookSecret holds the pattern to what Trino itself calls a secret: what it does not recognise is listed.
func TestSecretsOfTrinoLookSecret(t *testing.T) {
	release, _ := trino.For(476)
	sensitive, seen := map[string]bool{}, 0
	for _, kind := range release.Kinds() {
		for _, name := range release.Names(kind) {
			f, _ := release.File(kind, name)
			for _, p := range f.Properties() {
				if p.Sensitive && !sensitive[p.Name] {
					sensitive[p.Name] = true
					if trino.LooksSecret(p.Name, "x") {
						seen++
					}
				}
			}
		}
	}
	if len(sensitive) < 80 || seen*4 < len(sensitive)*3 {
		t.Errorf("of %d names that are secrets to Trino %d look like it; three of four are wanted", len(sensitive), seen)
	}
	t.Logf("of %d names that are secrets to Trino %d look like it; of the others addresses and names of users are the most", len(sensitive), seen)
}
