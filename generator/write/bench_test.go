package write

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const benchFiles = 15_000

// large is 15,000 files of 430 bytes, a catalog's, in 60 directories.
func large(mark string) contents {
	c := contents{}
	for i := range benchFiles {
		c[fmt.Sprintf("env%d/cluster%d/ssm/catalog-%d.yaml", i%3, i%20, i)] = strings.Repeat(mark, 430)
	}
	return c
}

func perFile(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchFiles), "us/file")
}

func BenchmarkCompareUnchanged(b *testing.B) {
	dir := b.TempDir()
	tree := large("a").tree(b)
	if _, err := Apply(dir, tree); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if changes, err := Compare(dir, tree); err != nil || !changes.None() {
			b.Fatal(changes.Len(), err)
		}
	}
	perFile(b)
}

func BenchmarkApplyNew(b *testing.B) {
	tree := large("a").tree(b)
	top := b.TempDir()
	n := 0
	for b.Loop() {
		n++
		if _, err := Apply(filepath.Join(top, fmt.Sprint(n)), tree); err != nil {
			b.Fatal(err)
		}
	}
	perFile(b)
}

func BenchmarkApplyAllChanged(b *testing.B) {
	dir := b.TempDir()
	one, other := large("a").tree(b), large("b").tree(b)
	if _, err := Apply(dir, one); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Apply(dir, other); err != nil {
			b.Fatal(err)
		}
		one, other = other, one
	}
	perFile(b)
}

// BenchmarkPlainWriteFile is what the same files cost without any promise.
func BenchmarkPlainWriteFile(b *testing.B) {
	files := large("a")
	top := b.TempDir()
	n := 0
	for b.Loop() {
		n++
		for path, text := range files {
			name := filepath.Join(top, fmt.Sprint(n), path)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	perFile(b)
}
