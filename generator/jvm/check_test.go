package jvm

import (
	"strings"
	"testing"
)

func TestFlagsThatStopTheJVM(t *testing.T) {
	for _, tt := range []struct{ flags, says string }{
		{"-XX:+UseG1GC -Xms1g -Dweir=1 -ea", ""},
		{"-XX:+UseWeirGC", "is not a flag of the JVM"},
		{"-XX:+UseG1GCC", "is not a flag of the JVM; write -XX:+UseG1GC"},
		{"-XX:-PrintGCDateStamps", "is not a flag of the JVM; write -XX:-PrintGCDetails, or remove it"},
		{"-XX:MaxGCPauseMilis=200", "is not a flag of the JVM; write -XX:MaxGCPauseMillis"},
		{"-XX:+UseWeirGC -XX:+IgnoreUnrecognizedVMOptions", ""},
		{"-XX:+UseG1GC -XX:+UseZGC", "is a second garbage collector"},
		{"-XX:MaxGCPauseMillis", "lacks its value"},
		{"-XX:+MaxGCPauseMillis", "takes a value"},
		{"-XX:UseG1GC=true", "lacks + or -"},
		{"-XX:G1NewSizePercent=3", "is experimental, and locked"},
		{"-XX:MaxDirectMemorySize=4GB", "takes a number"},
		{"-XX:+ZGenerational -XX:+UseSVE", "takes a value"},
		{"-Xms2G", "is more than the heap"},
		{"--add-modules=jdk.incubator.vectr", "names jdk.incubator.vectr, which is no module of the JDK; write jdk.incubator.vector"},
		{"-XX:", "cannot be read"},
	} {
		var said string
		for _, p := range Check(1<<30, strings.Fields(tt.flags)) {
			said += p.Message + "; " + p.Remedy
		}
		if !strings.HasPrefix(said, tt.says) || tt.says == "" && said != "" {
			t.Errorf("%s: %q, want %q", tt.flags, said, tt.says)
		}
	}
}

func TestTheListIsWhole(t *testing.T) {
	if flags, modules := len(Flags()), len(Modules()); flags < 900 || modules < 60 {
		t.Errorf("%d flags and %d modules", flags, modules)
	}
}
