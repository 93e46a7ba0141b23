package trino_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/trino"
	"weir.local/generator/trino/verdict"
)

// unseenOfServers are the refusals of a node that Check does not foresee: what
// lies outside of one properties file. A test of package check holds the whole of vet to the same record.
var unseenOfServers = []struct {
	kind, part string
	why        string
}{
	{"jvm", "", "package check has the rule: TRN043"},
	{"groups", "groups.json", "package check has the rules: TRN020 to TRN027"},
	{"session", "session.json", "package check has the rules: TRN027 and TRN028"},
	{"access", "rules.json", "Check reads no JSON: access rules"},
	{"groups", "absent.json", "package check has the rule: TRN049"},
	{"password", "passwords", "package check has the rule: TRN049"},
	{"config", "900MB", "package check has the rule, since the heap is in jvm.config: TRN003"},
	{"config", "max-total-memory", "package check has the rule: TRN017"},
	{"config", `authentication.type="PASSWORD"`, "package check has the rules: TRN018 and TRN063"},
	{"config", `authentication.type="header"`, "package check has the rule: TRN063"},
	{"", "WEIR_NOTHING", "package check has the rule: CAT008, and a secret that is written out is no reference"},
}

// ofNode is what Check says of all properties files of a node.
func ofNode(release *trino.Release, c verdict.Case) []trino.Problem {
	files := map[string]map[string]string{}
	stand := strings.NewReplacer(verdict.Port, "8080", verdict.Data, "/data", verdict.Etc, "/etc/trino", verdict.Plugins, "/plugin")
	for key, value := range c.Properties() {
		file, name, ok := strings.Cut(key, ":")
		if !ok || !strings.HasSuffix(file, ".properties") || file == "log.properties" {
			continue
		}
		if files[file] == nil {
			files[file] = map[string]string{}
		}
		files[file][name] = spelt(name, stand.Replace(value))
	}
	var all []trino.Problem
	for _, name := range slices.Sorted(maps.Keys(files)) {
		all = append(all, ofFile(release, c.Base.Connector, name, files)...)
	}
	return slices.DeleteFunc(all, func(p trino.Problem) bool { return !p.Refused() })
}

// spelt is a value as the server reads it from a file.
func spelt(name, value string) string {
	read, err := artifact.ParseProperties([]byte(name + "=" + value + "\n"))
	if err != nil || len(read) != 1 {
		return value
	}
	return read[0].Value
}

func ofFile(release *trino.Release, role, name string, files map[string]map[string]string) []trino.Problem {
	properties := maps.Clone(files[name])
	switch name {
	case "node.properties": // the launcher hands it on, and the server asks only for what it knows
		return nil
	case "config.properties":
		server := release.Server()
		for key, value := range files["node.properties"] {
			if _, status := server.Lookup(key); status == trino.Known {
				properties[key] = value
			}
		}
		all := server.Check(properties)
		for key := range properties {
			if p, status := server.Lookup(key); status == trino.Known && p.Role == trino.CoordinatorOnly && role == "worker" {
				all = append(all, trino.Problem{Property: key, Kind: trino.OutOfCondition})
			}
		}
		return all
	}
	for _, kind := range release.Kinds() {
		key := trino.NameKey(kind)
		if value, ok := properties[key]; key != "" && ok {
			if f, ok := release.File(kind, strings.TrimSpace(value)); ok {
				return f.Check(properties)
			}
			return []trino.Problem{{Property: key, Kind: trino.BadEnum}}
		}
	}
	return nil
}

func TestCheckAgreesWithServersThatStart(t *testing.T) {
	release, _ := trino.For(476)
	cases := recorded(t, "verdicts-476-servers.txt")
	refused, found, listed := 0, 0, map[string]int{}
	roles := map[string]int{}
	for _, c := range cases {
		roles[c.Base.Connector]++
		problems := ofNode(release, c)
		switch {
		case c.Verdict == verdict.Accepted && len(problems) > 0:
			t.Errorf("%s: the server takes it, Check says %s %s", c, problems[0].Property, problems[0].Message)
		case c.Verdict == verdict.Refused && len(problems) > 0:
			refused++
			found++
		case c.Verdict == verdict.Refused:
			refused++
			at := slices.IndexFunc(unseenOfServers, func(u struct{ kind, part, why string }) bool {
				return (u.kind == "" || u.kind == c.Kind) && strings.Contains(c.String(), u.part)
			})
			if at < 0 {
				t.Errorf("%s: the server refuses it and names %q, Check does not", c, c.Named)
				continue
			}
			listed[unseenOfServers[at].why]++
		}
	}
	if len(cases) < 80 || len(roles) != 2 {
		t.Errorf("%d cases of the roles %v; at least 80 and both are wanted", len(cases), roles)
	}
	t.Logf("%d cases, %v: %d accepted, none refused by Check; %d of %d refusals found", len(cases), roles, len(cases)-refused, found, refused)
	for _, why := range slices.Sorted(maps.Keys(listed)) {
		t.Logf("%d not found: %s", listed[why], why)
	}
}
