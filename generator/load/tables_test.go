package load

import (
	"maps"
	"slices"
	"testing"
)

func TestATableHasTheRowsThatAreNamed(t *testing.T) {
	table := ": {\n\t// True or false.\n\t\"a.b\": #BooleanProperty\n\t\"a-c\": =~\"^x$\"\n\t\"plain\": #Text\n\t\"<x>.y\": #Text\n} @go(-)\n"
	words := dotted([][]byte{[]byte("properties: {\"a.b\": true, a: 1} // s3://x-y/z")})
	if got, want := slices.Sorted(maps.Keys(words)), []string{"a.b", "x-y"}; !slices.Equal(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
	for definition, want := range map[string]string{
		"#AProperty":   ": {\n\t\"a.b\": #BooleanProperty\n\t\"plain\": #Text\n\t\"<x>.y\": #Text\n} @go(-)\n",
		"#AProperties": ": {\n\t\"a.b\": #BooleanProperty\n\t\"a-c\": =~\"^x$\"\n\t\"plain\": #Text\n\t\"<x>.y\": #Text\n} @go(-)\n",
	} {
		if got := string(withoutUnnamed(definition, []byte(table), words)); got != want {
			t.Errorf("%s becomes %q, want %q", definition, got, want)
		}
	}
}
