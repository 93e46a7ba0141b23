package chart

import (
	"strings"
	"testing"
)

func TestEveryLineIsTakenFromAKeyThatTheChartHas(t *testing.T) {
	for _, c := range charts() {
		for _, l := range c.Lines {
			for _, role := range []string{"coordinator", "worker"} {
				key := strings.ReplaceAll(l.Key, "{role}", role)
				if _, ok := c.Key(key); key != "" && !ok {
					t.Errorf("chart %s: %s of %s is taken from %s, which is no key", c.Version, l.Property, l.File, key)
				}
			}
		}
	}
}

func TestKeysAreFoundExactlyOrBeneathAMap(t *testing.T) {
	c, ok := Of("1.42.2")
	if !ok {
		t.Fatal("chart 1.42.2 is unknown")
	}
	for path, want := range map[string]bool{
		"server.workers":            true,
		"additionalCatalogs.orders": true,
		"server.worker":             false,
		"server.workers.max":        false,
		"server":                    false,
	} {
		if _, ok := c.Key(path); ok != want {
			t.Errorf("key %s: %v, want %v", path, ok, want)
		}
	}
}

func TestWritesTakesAFlagApart(t *testing.T) {
	c, _ := Of("1.42.2")
	for _, tt := range []struct {
		name, file, property, text string
		key, value                 string
		ok                         bool
	}{
		{"a property with a key", "config.properties", "query.max-memory", "6GB", "server.config.query.maxMemory", "6GB", true},
		{"a property of the template", "config.properties", "discovery.uri", "http://etl:8080", "", "http://etl:8080", true},
		{"a flag with a key", "jvm.config", "", "-Xmx12G", "{role}.jvm.maxHeapSize", "12G", true},
		{"a flag of the template", "jvm.config", "", "-server", "", "", true},
		{"a flag that only begins like one", "jvm.config", "", "-serverless", "", "", false},
		{"a property of no template", "config.properties", "retry-policy", "TASK", "", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			key, value, ok := c.Writes(tt.file, tt.property, tt.text)
			if key != tt.key || value != tt.value || ok != tt.ok {
				t.Errorf("got %q, %q, %v", key, value, ok)
			}
		})
	}
}
