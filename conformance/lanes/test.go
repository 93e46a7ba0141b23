package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// count is how many tests passed and failed, each leaf once. A skipped test is a failed one: nothing here may be skipped.
type count struct{ passed, failed int }

func (c count) plus(d count) count { return count{c.passed + d.passed, c.failed + d.failed} }

// event is a line of `go test -json`.
type event struct{ Action, Package, Test, Output string }

func (e event) name() string { return e.Package + " " + e.Test }

// test runs a lane's tests, shows what they say as they say it, and counts them.
func test(lane Lane) count {
	var all count
	for _, pkg := range lane.Packages {
		all = all.plus(testPackage(lane.Name, pkg))
	}
	return all
}

// moduleOf parts a package into the folder of its module and its path there: "./kube/server" into "kube" and "./server".
func moduleOf(pkg string) (dir, path string) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(pkg, "./"), "/")
	if _, err := os.Stat(filepath.Join(first, "go.mod")); err != nil {
		return ".", pkg
	}
	return first, "./" + rest
}

func testPackage(lane, pkg string) count {
	dir, path := moduleOf(pkg)
	cmd := exec.Command("go", "test", "-json", "-count=1", "-timeout=30m", path)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Printf("%s: %v\n", lane, err)
		return count{failed: 1}
	}
	got, err := tally(out, os.Stdout)
	if err != nil {
		fmt.Printf("%s: reading go test: %v\n", lane, err)
		got.failed++
	}
	if err := cmd.Wait(); err != nil && got.failed == 0 { // it did not build, or died
		fmt.Printf("%s: %v\n", lane, err)
		got.failed++
	}
	return got
}

// tally counts the leaves of a test run: a test with parts counts by its parts, unless it failed by itself.
func tally(events io.Reader, show io.Writer) (count, error) {
	ended, parents := map[string]string{}, map[string]bool{}
	decoder := json.NewDecoder(events)
	for {
		var now event
		if err := decoder.Decode(&now); err == io.EOF {
			return tallied(ended, parents), nil
		} else if err != nil {
			return tallied(ended, parents), err
		}
		switch now.Action {
		case "output", "build-output":
			fmt.Fprint(show, now.Output)
		case "pass", "fail", "skip":
			if now.Test != "" {
				ended[now.name()] = now.Action
			}
		case "run":
			for part := now; strings.Contains(part.Test, "/"); {
				part.Test = part.Test[:strings.LastIndex(part.Test, "/")]
				parents[part.name()] = true
			}
			ended[now.name()] = "unfinished"
		}
	}
}

func tallied(ended map[string]string, parents map[string]bool) count {
	var got count
	for name, how := range ended {
		switch {
		case how == "pass" && !parents[name]:
			got.passed++
		case how != "pass" && (!parents[name] || !failedBelow(ended, name)):
			got.failed++
		}
	}
	return got
}

func failedBelow(ended map[string]string, parent string) bool {
	for name, how := range ended {
		if strings.HasPrefix(name, parent+"/") && how != "pass" {
			return true
		}
	}
	return false
}
