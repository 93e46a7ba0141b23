// Package source says where things come from: places in files, paths of
// values, and for each value of the model its origin. Everything that explains
// (why, diff, findings) reads this one record.
//
//	orders := source.Place{File: "catalogs/orders.cue", Path: source.Path{"catalogs", "orders", "host"}}
//	dev := source.Place{File: "catalogs/orders.cue", Path: source.Path{"catalogs", "orders", "environments", "dev", "host"}}
//	origin := source.Override(dev, source.Declared(orders))
package source
