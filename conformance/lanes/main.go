// Lanes runs the conformance lanes in order, times each, and closes with one line of counts:
//
//	go run ./lanes                  every lane of `make conformance`
//	go run ./lanes spine            one lane
//	go run ./lanes -install         only bring what the lanes need
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"weir.local/conformance/install"
)

// Lane is one part of the conformance: the tests of some packages, one package after the other.
type Lane struct {
	Name     string
	Packages []string                   // a folder with a go.mod of its own is a module: "./kube/server" is run in kube
	Group    string                     // "" runs always; any other when it is named: "slow"
	Needs    string                     // what the lane's environment must have: "CHART"; without it the lane says so and is not run
	Bring    func(talk io.Writer) error // installs what this lane needs and others do not
}

// lacks says what the environment does not have.
func (l Lane) lacks(getenv func(string) string) bool { return l.Needs != "" && getenv(l.Needs) == "" }

func lanes() []Lane {
	return []Lane{
		{Name: "harness", Packages: []string{"./install", "./lanes", "./real"}},
		{Name: "spine", Packages: []string{"./spine"}},
		{Name: "trino", Packages: []string{"./trino"}},
		{Name: "storage", Packages: []string{"./jvm", "./storage"}},
		{Name: "access", Packages: []string{"./access"}},
		{Name: "ecs", Packages: []string{"./ecs", "./iam", "./ssm", "./scaling", "./pipeline"}},
		{Name: "pull-request", Packages: []string{"./pullrequest"}},
		{Name: "eks", Packages: []string{"./metrics", "./kube/server"}, Bring: kubernetes},
		{Name: "helm", Packages: []string{"./kube/chart"}, Needs: "CHART", Bring: kubernetesAndHelm},
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
	able := slices.DeleteFunc(slices.Clone(chosen), func(l Lane) bool { return l.lacks(os.Getenv) })
	var lines []string
	for _, lane := range chosen {
		if lane.lacks(os.Getenv) {
			lines = append(lines, fmt.Sprintf("%s: SKIPPED, neither run nor passed: it needs %s (conformance/README.md)", lane.Name, lane.Needs))
		}
	}
	if len(able) > 0 {
		if err := bring(able); err != nil {
			fmt.Printf("install: %v\n0 passed, %d failed\n", err, len(able))
			return 1
		}
		fmt.Printf("install: %.0f s\n", time.Since(began).Seconds())
	}
	if installOnly {
		return 0
	}
	var all count
	for _, lane := range able {
		laneBegan := time.Now()
		got := test(lane)
		all = all.plus(got)
		lines = append(lines, fmt.Sprintf("%s: %.0f s, %d passed, %d failed", lane.Name, time.Since(laneBegan).Seconds(), got.passed, got.failed))
	}
	for _, line := range lines {
		fmt.Println(line)
	}
	fmt.Printf("conformance: %.0f s\n%d passed, %d failed, %d of %d lanes skipped\n",
		time.Since(began).Seconds(), all.passed, all.failed, len(chosen)-len(able), len(chosen))
	if all.failed > 0 || all.passed == 0 && len(able) > 0 {
		return 1
	}
	return 0
}

// bring installs what every lane needs, and what these do.
func bring(lanes []Lane) error {
	if _, err := install.All(os.Stdout); err != nil {
		return err
	}
	for _, lane := range lanes {
		if lane.Bring == nil {
			continue
		}
		if err := lane.Bring(os.Stdout); err != nil {
			return fmt.Errorf("lane %s: %w", lane.Name, err)
		}
	}
	return nil
}

func kubernetes(talk io.Writer) error {
	_, err := install.BringKubernetes(talk)
	return err
}

func kubernetesAndHelm(talk io.Writer) error {
	if _, err := install.Helm(talk); err != nil {
		return err
	}
	return kubernetes(talk)
}
