package helm

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// catalogs writes the catalogs as additionalCatalogs, and takes away the two
// that the chart brings. The chart calls the key deprecated, but runs what lies
// under the other one, catalogs, through its templates.
func catalogs(v *values, c *model.Cluster) {
	why := source.Fixed("Helm: the chart brings these two catalogs unless they are null")
	v.explain("catalogs", artifact.Map{
		{Key: "tpch", Value: artifact.Null(why)},
		{Key: "tpcds", Value: artifact.Null(why)},
	}, "The chart's own two examples, taken away; the cluster's catalogs are below.")
	var all artifact.Map
	for _, f := range c.Coordinator.Files {
		if dir, name := path.Split(f.Path); dir == "catalog/" {
			all = append(all, artifact.Entry{Key: strings.TrimSuffix(name, ".properties"), Value: etc.Text(f)})
		}
	}
	if len(all) > 0 {
		v.put("additionalCatalogs", all)
	}
}

// additionalFiles writes the files that the chart knows nothing of.
func additionalFiles(v *values, r *model.Role) error {
	var files artifact.Map
	for _, f := range r.Files {
		if known(f.Path) || mounted(r, f.Path) || f.Path == rules || byChart(f) {
			continue
		}
		text := etc.Text(f)
		if strings.Contains(f.Path, "/") || strings.Contains(text.String(), "{{") {
			return fmt.Errorf("%s cannot be a file of the chart: it lies in a directory, or holds {{, which Helm evaluates", f.Path)
		}
		files = append(files, artifact.Entry{Key: f.Path, Value: text})
	}
	if len(files) > 0 {
		v.put(string(r.Name)+".additionalConfigFiles", files)
	}
	return nil
}

// byChart says whether the chart writes a file of this role by itself, line for line.
func byChart(f model.File) bool {
	return len(f.Lines) > 0 && !slices.ContainsFunc(f.Lines, func(l model.Line) bool { return l.Scope != model.ByPlatform })
}

// known says whether the chart writes a file.
func known(file string) bool {
	if file == "config.properties" || file == "jvm.config" || path.Dir(file) == "catalog" {
		return true
	}
	for _, key := range managerKeys() {
		if file == key.properties {
			return true
		}
	}
	return onBoth(file)
}

// onBoth says whether the chart writes a file to both roles from the same keys.
func onBoth(file string) bool {
	for _, key := range listKeys() {
		if key.file == file {
			return true
		}
	}
	return path.Dir(file) == "catalog"
}

// twins refuses a file that the chart writes to both roles and that the model
// has otherwise.
func twins(c *model.Cluster) error {
	for _, pair := range [][2]*model.Role{{&c.Coordinator, &c.Worker}, {&c.Worker, &c.Coordinator}} {
		for _, f := range pair[0].Files {
			twin, _ := pair[1].File(f.Path)
			if onBoth(f.Path) && etc.Text(f).String() != etc.Text(twin).String() {
				return fmt.Errorf("%s differs between coordinator and workers, and the chart writes one for both", f.Path)
			}
		}
	}
	return nil
}
