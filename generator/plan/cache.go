package plan

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/trino"
)

// caches says whether workers keep files of the lake.
func (d *draft) caches() bool {
	return d.Spec.Cache != nil && on(d.Spec.Cache.Enabled)
}

// cache gives each catalog that has the file system cache a folder of its own on the workers' disk, and the same part of it.
func (d *draft) cache() {
	if !d.caches() {
		return
	}
	var cached []*model.Catalog
	for _, c := range d.Catalogs {
		if d.cached(c) {
			cached = append(cached, c)
		}
	}
	all := d.Disk.Cache
	if len(cached) == 0 || all.Text == "" { // a rule asks for the disk's size
		return
	}
	text := dataSize(share(all.Value/int64(len(cached)), 100))
	each := model.Bytes{Value: parseSize(text), Text: text, Origin: d.sum(model.Worker, "cache per catalog", text, ruleCatalogCache, all.Origin)}
	for _, c := range cached {
		c.Properties = withLines(c.Properties, d.cacheLines(c, each))
	}
}

// cached says whether a catalog is chosen, knows the cache, and does not say otherwise itself.
func (d *draft) cached(c *model.Catalog) bool {
	globs := d.Spec.Cache.Catalogs
	if len(globs) > 0 && !Offered(globs, c.Name) {
		return false
	}
	for _, line := range c.Properties {
		if line.Key == "fs.cache.enabled" && !strings.EqualFold(strings.TrimSpace(line.Value), "true") {
			return false
		}
	}
	return d.knowsCache(c.Connector)
}

// knowsCache asks the release; of one that is not known, the connectors of those that are.
func (d *draft) knowsCache(connector string) bool {
	f, ok := cmp.Or(d.Release, trino.Releases{}.Newest()).Connector(connector)
	if !ok {
		return false
	}
	_, status := f.Lookup("fs.cache.enabled")
	return status == trino.Known
}

func (d *draft) cacheLines(c *model.Catalog, each model.Bytes) []model.Line {
	origin := d.decl.origin("cache")
	lines := computedLine(nil, "fs.cache.enabled", "true", "the cluster keeps files of the lake", origin)
	lines = computedLine(lines, "fs.cache.directories", diskPath+"/cache/"+c.Name, "each catalog has a folder of its own on the workers' disk", origin)
	lines = sizeLine(lines, "fs.cache.max-sizes", each)
	lines = d.fieldLine(lines, "fs.cache.ttl", "cache", "ttl")
	lines = d.fieldLine(lines, "fs.cache.page-size", "cache", "pageSize")
	return d.fieldLine(lines, "fs.cache.preferred-hosts-count", "cache", "preferredHosts")
}

// withLines adds lines to a catalog's that it does not write itself: the connector's name first, then by key.
func withLines(catalog, more []model.Line) []model.Line {
	lines := slices.Clone(catalog)
	for _, line := range more {
		if !slices.ContainsFunc(catalog, func(own model.Line) bool { return own.Key == line.Key }) && !insteadOf(catalog, line.Key) {
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines[1:], func(a, b model.Line) int { return cmp.Compare(a.Key, b.Key) })
	return lines
}

// insteadOf says whether a catalog says a cache's size in the other of its two ways, which Trino refuses beside this one.
func insteadOf(catalog []model.Line, key string) bool {
	return key == "fs.cache.max-sizes" && slices.ContainsFunc(catalog, func(own model.Line) bool { return own.Key == "fs.cache.max-disk-usage-percentages" })
}
