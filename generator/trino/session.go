package trino

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// SessionNames lists the names of session properties.
func SessionNames(all []SessionProperty) []string {
	var names []string
	for _, p := range all {
		names = append(names, p.Name)
	}
	return names
}

// CheckSession says what is wrong with the value of a session property, which a session property manager hands on as text: by its
// type in SQL, and where that is varchar, by the property of the file that sets the same for everybody, where that is a size, a
// duration or one of a few words. "30" is no duration for query_max_run_time, as it is none for query.max-run-time.
func (f *File) CheckSession(p SessionProperty, value string) error {
	if p.Type != "varchar" {
		return parseSQL(p.Type, value)
	}
	twin, ok := f.setsSession(p.Name)
	if !ok {
		return nil
	}
	if _, message, _ := twin.judge(value); message != "" {
		return fmt.Errorf("%s", strings.TrimPrefix(message, "is "))
	}
	return nil
}

// setsSession is the property of the file that sets for everybody what a session property sets for one: query.max-run-time for
// query_max_run_time, hive.insert-existing-partitions-behavior for insert_existing_partitions_behavior.
func (f *File) setsSession(session string) (Property, bool) {
	var named []string
	for name := range f.names {
		_, short, _ := strings.Cut(name, ".")
		if underscores.Replace(name) == session || f.Kind == "connector" && underscores.Replace(short) == session {
			named = append(named, name)
		}
	}
	for _, name := range slices.Sorted(slices.Values(named)) {
		if p, status := f.Lookup(name); status == Known {
			return p, p.Type == "Duration" || p.Type == "DataSize" || len(p.Enum) > 0
		}
	}
	return Property{}, false
}

var underscores = strings.NewReplacer(".", "_", "-", "_")

// parseSQL reads a text as the server does for a session property of a type. What it reads as false without being asked to is
// wrong here: "yes" for a boolean.
func parseSQL(typ, value string) (err error) {
	switch {
	case typ == "boolean":
		_, err = ParseBoolean(value)
	case typ == "integer":
		_, err = ParseInteger(value, 32)
	case typ == "bigint":
		_, err = ParseInteger(value, 64)
	case typ == "double":
		_, err = ParseDouble(value)
	case strings.HasPrefix(typ, "array("):
		var list []any
		if json.Unmarshal([]byte(value), &list) != nil {
			err = fmt.Errorf("%q is no list in JSON", value)
		}
	}
	return err
}

// SessionExample is what a session property takes, for a remedy: "true or false".
func (f *File) SessionExample(p SessionProperty) string {
	switch {
	case p.Type == "boolean" || p.Type == "double":
		return example(p.Type)
	case p.Type == "integer" || p.Type == "bigint":
		return example("long")
	case strings.HasPrefix(p.Type, "array("):
		return `a list in JSON such as ["a", "b"]`
	}
	twin, _ := f.setsSession(p.Name)
	if len(twin.Enum) > 0 {
		return "one of " + strings.Join(twin.Enum, ", ")
	}
	return example(twin.Type)
}
