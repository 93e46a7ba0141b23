package cli

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"weir.local/generator/trino"
)

// distributionCommand lays out what looks like a distribution, for a Java: one jar with one class, and no plugin that does anything.
func distributionCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: distribution DIR BUILD JAVA")
	}
	java, err := strconv.Atoi(args[2])
	ts.Check(err)
	var jar bytes.Buffer
	w := zip.NewWriter(&jar)
	class, err := w.Create("io/trino/server/Server.class")
	ts.Check(err)
	ts.Check(binary.Write(class, binary.BigEndian, []uint16{0xCAFE, 0xBABE, 0, uint16(java + 44)}))
	ts.Check(w.Close())
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Join(dir, "plugin", "none"), 0o755))
	ts.Check(os.MkdirAll(filepath.Join(dir, "lib"), 0o755))
	ts.Check(os.WriteFile(filepath.Join(dir, "lib", "io.trino_trino-main-"+args[1]+".jar"), jar.Bytes(), 0o644))
}

// harvestedCommand keeps, as weir trino harvest does, the data of a version that is 476 but for what more says.
func harvestedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: harvested VERSION [CONNECTOR:PROPERTY:TYPE[:sensitive]]...")
	}
	release, _ := trino.For(476)
	data := release.Data()
	var err error
	data.Version, err = strconv.Atoi(args[0])
	ts.Check(err)
	for _, more := range args[1:] {
		part := strings.Split(more, ":")
		grow(&data, part[0], trino.ClassProperty{Name: part[1], Type: part[2], Sensitive: len(part) > 3 || strings.HasSuffix(part[1], "token")})
	}
	b, err := trino.Encode(data)
	ts.Check(err)
	t := &tool{Streams: Streams{Out: ts.Stdout(), Err: ts.Stderr(), Env: ts.Getenv, Dir: ts.MkAbs(".")}}
	home, err := t.harvestHome(harvestOptions{})
	ts.Check(err)
	ts.Check(t.keepHarvest(home, b))
}

// grow gives a connector one more property; a connector that is not there is made.
func grow(d *trino.Data, connector string, p trino.ClassProperty) {
	class := "weir.test." + connector + "." + p.Name
	d.Classes[class] = trino.Class{Properties: []trino.ClassProperty{p}}
	binding := trino.Binding{Class: class}
	for i, f := range d.Files {
		if f.Kind == "connector" && f.Name == connector {
			d.Files[i].Bindings = append(f.Bindings, binding)
			return
		}
	}
	d.Files = append(d.Files, trino.FileData{Kind: "connector", Name: connector, Bindings: []trino.Binding{binding}})
}
