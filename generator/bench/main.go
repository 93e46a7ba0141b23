// Command bench measures weir beside `cue vet -c ./...` in one run: estates of 100, 1,000 and 5,000 catalogs in three
// environments. It prints CPU (user and system of the process), wall and peak memory, the growth exponent, and whether each bar holds.
//
//	make bench
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// run is what one command cost.
type run struct {
	cpu, wall time.Duration
	peak      int64 // bytes
}

// row is what is measured of one estate.
type row struct {
	catalogs                              int
	cue, vet, build, unchanged, oneEdited run
}

func main() {
	weir := flag.String("weir", "bin/weir", "the binary to measure")
	repeat := flag.Int("repeat", 3, "runs of each command; the median counts")
	flag.Parse()
	binary, err := filepath.Abs(*weir)
	if err != nil {
		fail(err)
	}
	cue, err := cueBinary()
	if err != nil {
		fail(err)
	}
	var rows []row
	for _, n := range []int{100, 1000, 5000} {
		r, err := measure(bench{weir: binary, cue: cue, repeat: *repeat}, n)
		if err != nil {
			fail(err)
		}
		rows = append(rows, r)
	}
	print(rows)
	if !bars(rows) {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

// cueBinary builds the cue command of go.mod, so that start-up of `go tool` is not measured.
func cueBinary() (string, error) {
	dir, err := os.MkdirTemp("", "weir-bench-cue")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "cue")
	out, err := exec.Command("go", "build", "-o", path, "cuelang.org/go/cmd/cue").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building cue: %w\n%s", err, out)
	}
	return path, nil
}

// bench is what to run and how often.
type bench struct {
	weir, cue string
	repeat    int
}

// memory is a folder in memory, where the system has one: what a disk takes for thousands of small files is its own (550 us of
// system time a file were seen, where memory takes 12) and would hide what the commands take.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// measure runs every command on a fresh estate.
func measure(b bench, n int) (row, error) {
	dir, err := os.MkdirTemp(memory(), "weir-bench")
	if err != nil {
		return row{}, err
	}
	defer os.RemoveAll(dir)
	if err := estate(dir, n); err != nil {
		return row{}, err
	}
	r := row{catalogs: n}
	if r.cue, err = b.median(dir, nil, b.cue, "vet", "-c", "./..."); err != nil {
		return r, err
	}
	if r.vet, err = b.median(dir, nil, b.weir, "vet", "--no-cache"); err != nil {
		return r, err
	}
	freshOut := func() error { return os.RemoveAll(filepath.Join(dir, "out")) }
	if r.build, err = b.median(dir, freshOut, b.weir, "build", "--no-cache"); err != nil {
		return r, err
	}
	if _, err = b.once(dir, b.weir, "vet"); err != nil { // fills the cache
		return r, err
	}
	if r.unchanged, err = b.median(dir, nil, b.weir, "vet"); err != nil {
		return r, err
	}
	r.oneEdited, err = b.median(dir, func() error { return edit(dir) }, b.weir, "vet")
	return r, err
}

// median runs a command several times and takes the middle one by CPU.
func (b bench) median(dir string, before func() error, name string, args ...string) (run, error) {
	var all []run
	for range b.repeat {
		if before != nil {
			if err := before(); err != nil {
				return run{}, err
			}
		}
		r, err := b.once(dir, name, args...)
		if err != nil {
			return run{}, err
		}
		all = append(all, r)
	}
	return middle(all), nil
}

func middle(all []run) run {
	best := all[0]
	for _, r := range all {
		below := 0
		for _, other := range all {
			if other.cpu < r.cpu {
				below++
			}
		}
		if below == len(all)/2 {
			best = r
		}
	}
	return best
}

func (b bench) once(dir, name string, args ...string) (run, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, ".xdg"))
	start := time.Now()
	out, err := c.CombinedOutput()
	if err != nil {
		return run{}, fmt.Errorf("%s %v: %w\n%.2000s", filepath.Base(name), args, err, out)
	}
	usage := c.ProcessState.SysUsage().(*syscall.Rusage)
	return run{
		cpu:  c.ProcessState.UserTime() + c.ProcessState.SystemTime(),
		wall: time.Since(start),
		peak: usage.Maxrss * 1024, // Linux counts in KiB
	}, nil
}

func print(rows []row) {
	fmt.Printf("%-10s %-22s %10s %10s %10s\n", "catalogs", "command", "cpu", "wall", "peak")
	for _, r := range rows {
		for _, line := range []struct {
			name string
			run
		}{
			{"cue vet -c ./...", r.cue}, {"weir vet", r.vet}, {"weir build, no out/", r.build},
			{"weir vet, one edit", r.oneEdited}, {"weir vet, unchanged", r.unchanged},
		} {
			fmt.Printf("%-10d %-22s %10s %10s %7d MiB\n", r.catalogs, line.name, line.cpu.Round(time.Millisecond), line.wall.Round(time.Millisecond), line.peak>>20)
		}
	}
}

// bars prints each goal and whether it holds. They are goals of one machine's run beside its own reference, never a test.
func bars(rows []row) bool {
	thousand, most := rows[1], rows[2]
	ok := true
	bar := func(name string, got, most float64, unit string) {
		verdict := "holds"
		if got > most {
			verdict, ok = "MISSED", false
		}
		fmt.Printf("%-52s %8.2f <= %-8.2f %-4s %s\n", name, got, most, unit, verdict)
	}
	fmt.Println()
	bar("vet at 1,000, beside cue vet -c", thousand.vet.cpu.Seconds(), thousand.cue.cpu.Seconds(), "s")
	bar("growth exponent of vet, 1,000 to 5,000", exponent(thousand.vet, most.vet), 1.1, "")
	bar("growth exponent of build, 1,000 to 5,000", exponent(thousand.build, most.build), 1.1, "")
	bar("build at 1,000 x 3", thousand.build.cpu.Seconds(), 0.8, "s")
	bar("vet after one edit in 1,000", thousand.oneEdited.cpu.Seconds(), 0.1, "s")
	bar("vet with nothing changed in 1,000", thousand.unchanged.cpu.Seconds(), 0.05, "s")
	bar("peak memory of vet at 5,000", float64(most.vet.peak>>20), 150, "MiB")
	bar("peak memory of build at 5,000", float64(most.build.peak>>20), 500, "MiB")
	return ok
}

func exponent(a, b run) float64 {
	return math.Log(b.cpu.Seconds()/a.cpu.Seconds()) / math.Log(5)
}
