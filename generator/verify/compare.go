package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"weir.local/generator/model"
	"weir.local/generator/verify/server"
)

// Action is what would bring a catalog of a running server into line.
type Action string

// The actions.
const (
	Create  Action = "create"  // declared, and not there
	Drop    Action = "drop"    // there, and not declared
	Replace Action = "replace" // there with another connector, or with other properties
	Keep    Action = "keep"    // there with the declared connector
)

// Change is one catalog of a running server beside its declaration.
type Change struct {
	Name      string
	Action    Action
	Connector string   // the declared one, or of a catalog to drop the server's
	Has       string   // the server's connector, when it has the catalog
	Differs   []string // properties whose values differ, where they are known
	Cost      string   // what bringing it into line costs
}

// Running is what a server says of its catalogs.
type Running struct {
	Version string
	Mode    Mode
	Has     map[string]string            // connector by catalog
	Files   map[string]map[string]string // properties by catalog, where someone brought them: SQL does not show them
}

// Mode is how a server comes by its catalogs.
type Mode string

// The modes.
const (
	Dynamic  Mode = "dynamic" // CREATE CATALOG and DROP CATALOG work
	Fixed    Mode = "static"  // from files, at the start
	NotKnown Mode = "unknown" // this user may not ask
)

// internal are catalogs that nobody declares: the server's own, and that of its metrics.
func internal() []string { return []string{"system", "jmx"} }

// Look asks a server what it has. Nothing is changed: dropping a catalog that is not there says whether it could be.
func Look(ctx context.Context, c server.Client) (Running, error) {
	info, err := c.Info(ctx)
	if err != nil {
		return Running{}, err
	}
	r := Running{Version: info.NodeVersion.Version, Has: map[string]string{}}
	answer, err := c.Query(ctx, "SELECT catalog_name, connector_name FROM system.metadata.catalogs")
	if err != nil {
		return r, err
	}
	for _, row := range answer.Rows {
		r.Has[fmt.Sprint(row[0])] = fmt.Sprint(row[1])
	}
	r.Mode, err = mode(ctx, c)
	return r, err
}

func mode(ctx context.Context, c server.Client) (Mode, error) {
	_, err := c.Query(ctx, server.DropCatalog(Prefix()+"none"))
	var refused server.Refused
	switch {
	case err == nil:
		return Dynamic, nil
	case !errors.As(err, &refused):
		return NotKnown, err
	case Static(refused):
		return Fixed, nil
	}
	return NotKnown, nil
}

// Compare says what brings a server into line with a cluster's declared catalogs, by name.
func (r Running) Compare(cluster *model.Cluster) []Change {
	var all []Change
	declared := map[string]bool{}
	for _, c := range cluster.Catalogs {
		declared[c.Name] = true
		all = append(all, r.change(c))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Has)) {
		if !declared[name] && !slices.Contains(internal(), name) {
			all = append(all, Change{Name: name, Action: Drop, Connector: r.Has[name], Has: r.Has[name]})
		}
	}
	slices.SortFunc(all, func(a, b Change) int { return cmp.Compare(a.Name, b.Name) })
	for i, change := range all {
		all[i].Cost = r.cost(change.Action, cluster.Spec.Retry == "TASK")
	}
	return all
}

func (r Running) change(c *model.Catalog) Change {
	has, there := r.Has[c.Name]
	change := Change{Name: c.Name, Action: Keep, Connector: c.Connector, Has: has}
	files, known := r.Files[c.Name]
	if known {
		change.Differs = differing(c, files)
	}
	switch {
	case !there:
		change.Action, change.Differs = Create, nil
	case has != c.Connector || len(change.Differs) > 0:
		change.Action = Replace
	}
	return change
}

// differing are the properties whose values differ, sorted.
func differing(c *model.Catalog, has map[string]string) []string {
	want := map[string]string{}
	for _, line := range c.Properties {
		want[line.Key] = line.Value
	}
	names := map[string]bool{}
	for name, value := range want {
		if old, ok := has[name]; !ok || old != value {
			names[name] = true
		}
	}
	for name := range has {
		if _, ok := want[name]; !ok {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

const (
	restart  = "a restart of every node: catalogs come from files (catalog.management=static)"
	notKnown = "not known: this user may not ask whether the server takes CREATE CATALOG; where it does not, a restart of every node"
	fails    = "under retry-policy TASK running queries that use it fail after 3 to 6 minutes (REMOTE_TASK_ERROR): switch to a second cluster instead"
)

// costs is what an action costs on a dynamic server that runs, measured on 476; task is retry-policy=TASK.
func costs() []struct {
	action     Action
	none, task string
} {
	return []struct {
		action     Action
		none, task string
	}{
		{Create, "CREATE CATALOG: no restart, no query notices", "CREATE CATALOG: no restart, no query notices"},
		{Drop, "DROP CATALOG: no restart; new queries that name it fail (CATALOG_NOT_FOUND), running ones go on", fails},
		{Replace, "DROP and CREATE CATALOG: no restart; for 0.06 to 0.23 s new queries that name it fail (CATALOG_NOT_FOUND), running ones go on", fails},
	}
}

func (r Running) cost(action Action, task bool) string {
	for _, c := range costs() {
		switch {
		case c.action != action:
			continue
		case r.Mode == Fixed:
			return restart
		case r.Mode == NotKnown:
			return notKnown
		case task:
			return c.task
		}
		return c.none
	}
	return ""
}
