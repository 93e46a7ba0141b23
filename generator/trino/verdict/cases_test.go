package verdict_test

import (
	"reflect"
	"strings"
	"testing"

	"weir.local/generator/trino/verdict"
)

func TestCasesAreTheSameEachTime(t *testing.T) {
	first, err := verdict.Of(476)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := verdict.Of(476)
	if !reflect.DeepEqual(first, again) {
		t.Error("the same data gives other cases")
	}
	kinds := map[string]int{}
	seen := map[string]bool{}
	for _, c := range first {
		kinds[c.Kind]++
		if seen[c.String()] {
			t.Errorf("%s is there twice", c)
		}
		seen[c.String()] = true
	}
	t.Logf("%d cases: %v", len(first), kinds)
}

func TestRecordReadsAsWritten(t *testing.T) {
	cases, err := verdict.Of(476)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cases {
		cases[i].Verdict = verdict.Accepted
		if i%2 == 1 {
			cases[i].Verdict, cases[i].Named = verdict.Refused, []string{"a.b", "c.d"}
		}
	}
	var text, again strings.Builder
	if err := verdict.Write(&text, "a record\n", cases); err != nil {
		t.Fatal(err)
	}
	read, err := verdict.Read(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := verdict.Write(&again, "a record\n", read); err != nil {
		t.Fatal(err)
	}
	if text.String() != again.String() || len(read) != len(cases) {
		t.Error("what is read back is not what was written")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[hive/glue]\na.b=\"c\"\n\nrefused missing -a.b : a.b\n")
	f.Fuzz(func(t *testing.T, text string) { _, _ = verdict.Read(strings.NewReader(text)) })
}
