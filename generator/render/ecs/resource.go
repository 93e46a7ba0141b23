package ecs

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"weir.local/generator/artifact"
)

// resource is one thing of AWS, described once, in the shape of the call that makes it.
type resource struct {
	name  string       // in the stack: "WorkerService"
	kind  string       // in the stack: "AWS::ECS::Service"
	file  string       // of the call's input, in API shape: "worker.service.json"
	body  artifact.Map // the call's input
	more  []call       // what the API has calls of their own for and a stack has properties for
	after []string     // names of what must be there first; in API shape the order of the list says it
	keep  bool         // it outlives the stack

	// other is what a stack says otherwise, by the call's field: a reference in place of a name, nil in place of what a stack leaves alone.
	other artifact.Map
}

// call is one more call for the same thing.
type call struct {
	file string // "log-group.retention.json"
	body artifact.Map
}

// properties are a resource's properties in a stack: the call's fields with the first letter in upper case, as CloudFormation
// spells them, but for what a stack says otherwise.
func (r resource) properties() artifact.Map {
	var m artifact.Map
	for _, entry := range r.body {
		value := entry.Value
		if i := slices.IndexFunc(r.other, func(e artifact.Entry) bool { return e.Key == entry.Key }); i >= 0 {
			value = r.other[i].Value
		}
		m = appendProperty(m, entry.Key, value)
	}
	for _, entry := range r.other {
		if !slices.ContainsFunc(r.body, func(e artifact.Entry) bool { return e.Key == entry.Key }) {
			m = appendProperty(m, entry.Key, entry.Value)
		}
	}
	return m
}

func appendProperty(m artifact.Map, key string, value artifact.Node) artifact.Map {
	if value == nil {
		return m
	}
	return append(m, artifact.Entry{Key: upper("", key), Value: artifact.Renamed(key, value, upper)})
}

// upper is a key as CloudFormation spells it. The options of a log driver are the driver's own words.
func upper(field, key string) string {
	if field == "options" {
		return key
	}
	first, size := utf8.DecodeRuneInString(key)
	return string(unicode.ToUpper(first)) + key[size:]
}
