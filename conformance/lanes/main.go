// Lanes runs the conformance lanes in order, times each, and closes with one line of counts:
//
//	go run ./lanes                  every lane of `make conformance`
//	go run ./lanes spine            one lane
//	go run ./lanes -install         only bring what the lanes need
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"weir.local/conformance/install"
)

// Lane is one part of the conformance: the tests of some packages, one package after the other.
type Lane struct {
	Name     string
	Packages []string
	Group    string // "" runs always; any other when it is named: "slow"
}

func lanes() []Lane {
	return []Lane{
		{Name: "harness", Packages: []string{"./install", "./lanes", "./real"}},
		{Name: "spine", Packages: []string{"./spine"}},
		{Name: "trino", Packages: []string{"./trino"}},
		{Name: "storage", Packages: []string{"./jvm", "./storage"}},
		{Name: "access", Packages: []string{"./access"}},
		{Name: "ecs", Packages: []string{"./ecs", "./iam", "./ssm", "./scaling", "./pipeline"}},
		{Name: "pull-request", Packages: []string{"./pullrequest"}},
		{Name: "verify", Packages: []string{"./verify"}},
		{Name: "harvest", Packages: []string{"./harvest"}},
		{Name: "harvest-all", Packages: []string{"./harvest/all"}, Group: "slow"},
		{Name: "trino-all", Packages: []string{"./trino/all"}, Group: "slow"},
	}
}

func main() {
	installOnly := flag.Bool("install", false, "only bring what the lanes need")
	flag.Parse()
	chosen, err := choose(flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	os.Exit(run(chosen, *installOnly))
}

// choose picks lanes by their name or their group's; without names, those of no group.
func choose(names []string) ([]Lane, error) {
	if len(names) == 0 {
		names = []string{""}
	}
	var chosen []Lane
	for _, name := range names {
		before := len(chosen)
		for _, lane := range lanes() {
			if lane.Group == name || lane.Name == name {
				chosen = append(chosen, lane)
			}
		}
		if len(chosen) == before {
			return nil, fmt.Errorf("there is no lane or group of lanes %q", name)
		}
	}
	return chosen, nil
}

func run(chosen []Lane, installOnly bool) (code int) {
	began := time.Now()
	if _, err := install.All(os.Stdout); err != nil {
		fmt.Printf("install: %v\n0 passed, %d failed\n", err, len(chosen))
		return 1
	}
	fmt.Printf("install: %.0f s\n", time.Since(began).Seconds())
	if installOnly {
		return 0
	}
	var all count
	var times []string
	for _, lane := range chosen {
		laneBegan := time.Now()
		got := test(lane)
		all = all.plus(got)
		times = append(times, fmt.Sprintf("%s: %.0f s, %d passed, %d failed", lane.Name, time.Since(laneBegan).Seconds(), got.passed, got.failed))
	}
	for _, line := range times {
		fmt.Println(line)
	}
	fmt.Printf("conformance: %.0f s\n%d passed, %d failed\n", time.Since(began).Seconds(), all.passed, all.failed)
	if all.failed > 0 || all.passed == 0 {
		return 1
	}
	return 0
}
