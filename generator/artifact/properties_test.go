package artifact_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"weir.local/generator/artifact"
)

// What java.util.Properties.load of OpenJDK 17.0.15 read from these bytes, put
// by put; nil where it threw. The parser was also held to it over 400,000
// random inputs, and Property to it over 100,000.
var javaReads = []struct {
	in   string
	want [][2]string
}{
	{"a=b\n", [][2]string{{"a", "b"}}},
	{"a b\n", [][2]string{{"a", "b"}}},
	{"a : b\n", [][2]string{{"a", "b"}}},
	{"a\n", [][2]string{{"a", ""}}},
	{"a==b\n", [][2]string{{"a", "=b"}}},
	{"a= = b\n", [][2]string{{"a", "= b"}}},
	{"  a=b\n", [][2]string{{"a", "b"}}},
	{"a=b  \n", [][2]string{{"a", "b  "}}},
	{"#c\n!c\na=b", [][2]string{{"a", "b"}}},
	{"a=#b\n", [][2]string{{"a", "#b"}}},
	{"a\\ b=c\n", [][2]string{{"a b", "c"}}},
	{"a\\=b=c\n", [][2]string{{"a=b", "c"}}},
	{"a\\:b=c\n", [][2]string{{"a:b", "c"}}},
	{"a=\\ b\n", [][2]string{{"a", " b"}}},
	{"a=b\\\n   c\n", [][2]string{{"a", "bc"}}},
	{"a=b\\\n\n c\n", [][2]string{{"a", "b"}, {"c", ""}}},
	{"a=b\\\n# c\n", [][2]string{{"a", "b# c"}}},
	{"\\\n# c\n", [][2]string{}},
	{"\\\n", [][2]string{{"", ""}}},
	{"\\\r\n", [][2]string{}},
	{"#c\\\na=b\n", [][2]string{{"a", "b"}}},
	{"a=b\\\\\nc=d\n", [][2]string{{"a", "b\\"}, {"c", "d"}}},
	{"a=\\t\\n\\r\\f\\q\n", [][2]string{{"a", "\t\n\r\fq"}}},
	{"a=\\u00e9\\ud83d\\ude00\n", [][2]string{{"a", "é😀"}}},
	{"a=\xe9\n", [][2]string{{"a", "é"}}},
	{"a=b\rc=d\r\ne=f", [][2]string{{"a", "b"}, {"c", "d"}, {"e", "f"}}},
	{"a=1\na=2\n", [][2]string{{"a", "1"}, {"a", "2"}}},
	{"=v\n", [][2]string{{"", "v"}}},
	{"a=\\", [][2]string{{"a", ""}}},
	{"\fa\t=\fb", [][2]string{{"a", "b"}}},
	{"a=\\u12\n", nil},
	{"a=\\u+123\n", nil},
}

func TestParsePropertiesReadsAsJava(t *testing.T) {
	for _, tt := range javaReads {
		got, err := artifact.ParseProperties([]byte(tt.in))
		if (err != nil) != (tt.want == nil) {
			t.Errorf("%q: error %v, want %q", tt.in, err, tt.want)
			continue
		}
		var pairs [][2]string
		for _, p := range got {
			pairs = append(pairs, [2]string{p.Key, p.Value})
		}
		if !slices.Equal(pairs, tt.want) {
			t.Errorf("%q is read as %q, want %q", tt.in, pairs, tt.want)
		}
	}
}

func TestParsePropertiesCountsLines(t *testing.T) {
	got, err := artifact.ParseProperties([]byte("# c\r\n\r\na=1\\\n  2\nb=3\n\rc=4\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []artifact.ParsedProperty{{Key: "a", Value: "12", Line: 3}, {Key: "b", Value: "3", Line: 5}, {Key: "c", Value: "4", Line: 7}}
	if !slices.Equal(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}

func TestParsePropertiesNamesTheLineOfABadEscape(t *testing.T) {
	_, err := artifact.ParseProperties([]byte("a=1\nb=C:\\users\n"))
	want := `line 2: \u is not followed by four hexadecimal digits: \users`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestPropertyStaysReadable(t *testing.T) {
	for _, tt := range []struct{ key, value, want string }{
		{"connection-url", "jdbc:mysql://orders:3306?useSSL=true#x", "connection-url=jdbc:mysql://orders:3306?useSSL=true#x"},
		{"connection-password", "${ENV:ORDERS_PASSWORD}", "connection-password=${ENV:ORDERS_PASSWORD}"},
		{"a key:=", " two  spaces ", `a\ key\:\==\ two  spaces `},
		{"#key", `C:\data`, `\#key=C:\\data`},
		{"straße", "😀\x00", `stra\u00dfe=\ud83d\ude00\u0000`},
		{"a", "one\ntwo\r\t\f", `a=one\ntwo\r\t\f`},
	} {
		if got := artifact.Property(nil, tt.key, tt.value).Text; got != tt.want {
			t.Errorf("%q, %q is spelled %s, want %s", tt.key, tt.value, got, tt.want)
		}
	}
}

func FuzzPropertyIsReadBack(f *testing.F) {
	for _, s := range []string{"", " ", "a", `\`, "=:#! ", "\n\r\t\f", "é😀\u2028", "\x00\x7f"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, key, value string) {
		if !utf8.ValidString(key) || !utf8.ValidString(value) {
			t.Skip()
		}
		text := artifact.Text{artifact.Property(nil, key, value)}
		got, err := artifact.ParseProperties([]byte(text.String()))
		if err != nil || len(got) != 1 || got[0].Key != key || got[0].Value != value {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
	})
}

func FuzzParsePropertiesNeverPanics(f *testing.F) {
	for _, tt := range javaReads {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		properties, _ := artifact.ParseProperties(data)
		for _, p := range properties {
			if p.Line < 1 || p.Line > 1+len(data) {
				t.Errorf("%q: line %d", data, p.Line)
			}
		}
	})
}
