package trino

import (
	"math"
	"testing"
)

func TestParseDuration(t *testing.T) {
	for _, test := range []struct {
		in   string
		want float64 // nanoseconds; negative: refused
	}{
		{"10m", 600e9}, {"1.5h", 5400e9}, {"0ms", 0}, {"2 d", 172800e9}, {" 3s ", 3e9}, {"7ns", 7}, {"5us", 5000},
		{"10", -1}, {"m", -1}, {"10M", -1}, {"-1s", -1}, {"1.s", -1}, {".5s", -1}, {"10min", -1}, {"1h30m", -1}, {"", -1},
	} {
		got, err := ParseDuration(test.in)
		if (err != nil) != (test.want < 0) || err == nil && got != test.want {
			t.Errorf("ParseDuration(%q) = %v, %v; want %v", test.in, got, err, test.want)
		}
	}
}

func TestParseDataSize(t *testing.T) {
	for _, test := range []struct {
		in   string
		want int64 // bytes; negative: refused
	}{
		{"512MB", 512 << 20}, {"64 MB", 64 << 20}, {"1.5GB", 3 << 29}, {"8kB", 8192}, {"0B", 0}, {"1TB", 1 << 40}, {"1PB", 1 << 50},
		{"512mb", -1}, {"8KB", -1}, {"10", -1}, {"-1MB", -1}, {"1e3MB", -1}, {"9999999PB", -1}, {"30%", -1}, {"", -1},
	} {
		got, err := ParseDataSize(test.in)
		if (err != nil) != (test.want < 0) || err == nil && got != test.want {
			t.Errorf("ParseDataSize(%q) = %v, %v; want %v", test.in, got, err, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		typ, in string
		ok      bool
	}{
		{"boolean", "true", true}, {"boolean", "FALSE", true}, {"boolean", "true ", false}, {"boolean", "yes", false}, {"boolean", "1", false},
		{"int", "12", true}, {"int", "+12", true}, {"int", "-3", true}, {"int", "1.0", false}, {"int", " 1", false}, {"int", "2147483648", false}, {"int", "٣", true},
		{"long", "2147483648", true}, {"long", "9223372036854775808", false},
		{"double", "0.5", true}, {"double", " 1e3 ", true}, {"double", "2d", true}, {"double", "0x1p0", true}, {"double", "2dd", false}, {"double", "NaN", true}, {"double", "Infinity", true}, {"double", "half", false}, {"double", "", false},
		{"MemorySize", "30%", true}, {"MemorySize", "8GB", true}, {"MemorySize", "8", false},
		{"ThreadCount", "8", true}, {"ThreadCount", "2C", true}, {"ThreadCount", "2 C", true}, {"ThreadCount", "2c", false}, {"ThreadCount", "2M", false},
		{"URI", "http://host:8080", true}, {"URI", "a b", false}, {"HostAndPort", "host:80", true}, {"HostAndPort", "host:http", false}, {"HostAndPort", "host", true},
		{"String", "anything", true},
	} {
		if err := parse(test.typ, test.in); (err == nil) != test.ok {
			t.Errorf("%s %q: %v", test.typ, test.in, err)
		}
	}
}

func TestMatchEnum(t *testing.T) {
	plain := ClassProperty{Enum: []string{"READ_ONLY", "ALLOW_ALL"}}
	own := ClassProperty{Enum: []string{"ACCEPT", "REJECT"}, Aliases: map[string]string{
		"ACCEPT": "ACCEPT", "accept": "ACCEPT", "TRUE": "ACCEPT", "true": "ACCEPT", "REJECT": "REJECT", "reject": "REJECT", "FALSE": "REJECT", "false": "REJECT"}}
	for _, test := range []struct {
		p        ClassProperty
		in, want string
	}{
		{plain, "READ_ONLY", "READ_ONLY"}, {plain, "read-only", "READ_ONLY"}, {plain, "Read_Only", "READ_ONLY"}, {plain, "readonly", ""}, {plain, "", ""},
		{own, "true", "ACCEPT"}, {own, "Reject", "REJECT"}, {own, "maybe", ""},
	} {
		if got, ok := test.p.MatchEnum(test.in); got != test.want || ok != (test.want != "") {
			t.Errorf("MatchEnum(%q) = %q, %v; want %q", test.in, got, ok, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"10m", "64 MB", "1.5GB", "true", "-12", "1e3", "30%", "2C", "http://host", "host:1", "99999999999999999999GB"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := ParseDuration(s); err == nil && (n < 0 || math.IsNaN(n)) {
			t.Errorf("duration %q is %v", s, n)
		}
		if n, err := ParseDataSize(s); err == nil && n < 0 {
			t.Errorf("size %q is %v", s, n)
		}
		for _, e := range examples {
			_ = parse(e.typ, s)
		}
		for _, typ := range []string{"int", "Duration", "DataSize", "double"} {
			_, _, _ = ClassProperty{Type: typ, Min: "1", Max: "2"}.outside(s)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := Decode(b); err == nil {
			r.Server()
		}
	})
}
