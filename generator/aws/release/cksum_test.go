package release

import (
	"strings"
	"testing"
)

func TestChecksumIsThatOfPosixCksum(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       uint32 // printed by cksum of GNU coreutils 9
	}{
		{"nothing", "", 4294967295},
		{"one letter", "a", 1220704766},
		{"the usual nine digits", "123456789", 930766865},
		{"a line", "connector.name=tpch\n", 3999992578},
		{"longer than 255 bytes", strings.Repeat("x", 300) + "\n", 328237085},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Checksum([]byte(tt.text)); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
