package plan

import (
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// jvmFlags are the flags of Trino's own documentation (Deploying Trino, JVM config) and image, in the official chart's order.
// -Xmx stands behind the agent.
var jvmFlags = []string{
	"-XX:+UseG1GC",
	"-XX:G1HeapRegionSize=32M",
	"-XX:+ExplicitGCInvokesConcurrent",
	"-XX:+HeapDumpOnOutOfMemoryError",
	"-XX:+ExitOnOutOfMemoryError",
	"-XX:-OmitStackTraceInFastThrow",
	"-XX:ReservedCodeCacheSize=512M",
	"-XX:PerMethodRecompilationCutoff=10000",
	"-XX:PerBytecodeRecompilationCutoff=10000",
	"-Djdk.attach.allowAttachSelf=true",
	"-Djdk.nio.maxCachedBufferSize=2000000",
	"# Allow loading dynamic agent used by JOL",
	"-XX:+EnableDynamicAgentLoading",
}

// pinnedFlags are what the chart adds for the official image (JDK-8329528: G1 gives up on pinned regions too early).
var pinnedFlags = []string{
	"# https://bugs.openjdk.org/browse/JDK-8329528",
	"-XX:+UnlockDiagnosticVMOptions",
	"-XX:G1NumCollectionsKeepPinned=10000000",
}

func (d *draft) jvmFile(r model.Role) model.File {
	fixed := source.Fixed("JVM flags of Trino's documentation and image")
	text := func(flag string) model.Line { return model.Line{Value: flag, Scope: model.ByPlatform, Origin: fixed} }
	lines := []model.Line{
		text("-server"),
		text("-agentpath:/usr/lib/trino/bin/libjvmkill.so"),
		{Value: "-Xmx" + jvmSize(r.Heap.Value), Scope: model.ByPlatform, Origin: r.Heap.Origin},
	}
	for _, flag := range jvmFlags {
		lines = append(lines, text(flag))
	}
	if d.officialImage() {
		for _, flag := range pinnedFlags {
			lines = append(lines, text(flag))
		}
	}
	lines = append(lines, d.connectorFlags()...)
	return model.File{Path: "jvm.config", Lines: append(lines, d.ownFlags(r)...), Origin: source.Declared(d.Place)}
}

// officialImage says whether the image is Trino's own, mirrored by a registry or not.
func (d *draft) officialImage() bool {
	return d.EKS == nil && strings.HasSuffix(d.Image.Repository.Value, "trinodb/trino") || d.Image.Repository.Value == "trinodb/trino"
}

// ownFlags are the flags that the user adds, behind weir's own, so that they win.
func (d *draft) ownFlags(r model.Role) []model.Line {
	label, flags := "coordinator", d.Spec.Coordinator.Jvm
	if r.Name == model.Worker {
		label, flags = "workers", d.Spec.Workers.Jvm
	}
	var lines []model.Line
	origin := d.decl.origin(label, "jvm")
	for _, flag := range flags {
		lines = append(lines, model.Line{Value: flag, Scope: model.BothRoles, Origin: origin})
	}
	return lines
}

// needed is a flag that a connector asks for.
type needed struct{ connector, flag, why string }

// The flags, and why. openNIO was found by creating a catalog of each connector on a 476 without it: bigquery and snowflake are refused
// by naming it, ignite with a complaint about isUrlValid. Trino's documentation of bigquery and snowflake asks for it too.
const (
	openNIO   = "--add-opens=java.base/java.nio=ALL-UNNAMED"
	vectorAPI = "--add-modules=jdk.incubator.vector"

	notLoaded = "cannot be loaded without it"
	faster    = "reads Parquet faster with the JDK's Vector API, and later versions of Trino do not start without (trino#27340)"
)

var neededFlags = []needed{
	{"bigquery", openNIO, notLoaded},
	{"delta_lake", vectorAPI, faster},
	{"hive", vectorAPI, faster},
	{"hudi", vectorAPI, faster},
	{"iceberg", vectorAPI, faster},
	{"ignite", openNIO, notLoaded},
	{"snowflake", openNIO, notLoaded},
}

// connectorFlags are what the cluster's catalogs ask of the JVM, each once.
func (d *draft) connectorFlags() []model.Line {
	var lines []model.Line
	for _, n := range neededFlags {
		for _, c := range d.Catalogs {
			if c.Connector != n.connector {
				continue
			}
			origin := source.Computed("connector "+n.connector+" "+n.why, source.Declared(c.Place))
			if i := slices.IndexFunc(lines, func(l model.Line) bool { return l.Value == n.flag }); i >= 0 {
				lines[i].Origin.From = append(lines[i].Origin.From, origin.From...)
				continue
			}
			lines = append(lines, model.Line{Value: n.flag, Scope: model.BothRoles, Origin: origin})
		}
	}
	return lines
}
