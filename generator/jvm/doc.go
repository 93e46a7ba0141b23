// Package jvm is what the Java virtual machine says of its flags. The flags and modules are those of JDK 25 on Linux; the image of
// Trino 476 has 24, that of 470 has 23. The list is made by asking the JDK, and conformance holds it to the real one.
package jvm

import (
	_ "embed"
	"strings"
)

//go:embed jdk25.txt
var listed string

// Flag is a -XX flag: {"G1HeapRegionSize", "size_t", Product}.
type Flag struct {
	Name string
	Type string // HotSpot's own: "bool", "size_t", "intx", "ccstr"; "any" of one that is obsolete
	Kind Kind
}

// Kind is what must be written before a flag may be.
type Kind string

// The kinds.
const (
	Product      Kind = "product"
	Diagnostic   Kind = "diagnostic"   // after -XX:+UnlockDiagnosticVMOptions
	Experimental Kind = "experimental" // after -XX:+UnlockExperimentalVMOptions
	Obsolete     Kind = "obsolete"     // taken with a warning, and not acted upon
)

// arm are the flags that the JVM has on ARM64 alone, where this list was not made (globals_aarch64.hpp of OpenJDK).
var arm = []Flag{
	{"AlwaysMergeDMB", "bool", Diagnostic},
	{"AvoidUnalignedAccesses", "bool", Product},
	{"BlockZeroingLowLimit", "intx", Product},
	{"OnSpinWaitInst", "ccstr", Diagnostic},
	{"OnSpinWaitInstCount", "uint", Diagnostic},
	{"SoftwarePrefetchHintDistance", "int", Product},
	{"TraceTraps", "bool", Product},
	{"UseBlockZeroing", "bool", Product},
	{"UseBranchProtection", "ccstr", Product},
	{"UseCRC32", "bool", Product},
	{"UseCryptoPmullForCRC32", "bool", Product},
	{"UseLSE", "bool", Product},
	{"UseSIMDForArrayEquals", "bool", Product},
	{"UseSIMDForBigIntegerShiftIntrinsics", "bool", Product},
	{"UseSIMDForMemoryOps", "bool", Product},
	{"UseSIMDForSHA3Intrinsic", "bool", Product},
	{"UseSVE", "uint", Product},
	{"UseSimpleArrayEquals", "bool", Product},
}

// Flags are all flags, in no order.
func Flags() []Flag {
	flags := append([]Flag(nil), arm...)
	for line := range strings.Lines(listed) {
		if part := strings.Fields(line); part[0] == "flag" {
			flags = append(flags, Flag{part[1], part[2], Kind(part[3])})
		}
	}
	return flags
}

// Modules are the names that --add-modules takes, besides ALL-SYSTEM and its like.
func Modules() []string {
	var names []string
	for line := range strings.Lines(listed) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "module "); ok {
			names = append(names, name)
		}
	}
	return names
}
