// Package object reads manifests as anybody would who knows no kind: nested maps, found by paths.
package object

import (
	"bytes"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// Object is a manifest.
type Object map[string]any

// Read parts a text of YAML documents into objects, and leaves out those that are empty. Whole numbers stay whole.
func Read(text []byte) ([]Object, error) {
	var all []Object
	for _, document := range bytes.Split(append([]byte("\n"), text...), []byte("\n---")) {
		asJSON, err := yaml.YAMLToJSONStrict(document)
		if err != nil {
			return nil, err
		}
		var o map[string]any
		if err := json.Unmarshal(asJSON, &o); err != nil {
			return nil, err
		}
		if len(o) > 0 {
			all = append(all, o)
		}
	}
	return all, nil
}

// YAML is the object as text.
func (o Object) YAML() ([]byte, error) { return yaml.Marshal(o) }

// ID is how one speaks of the object: "Deployment/etl-worker".
func (o Object) ID() string { return o.Text("kind") + "/" + o.Text("metadata", "name") }

// Text is the text at a path of keys: o.Text("metadata", "name"); "" where there is none.
func (o Object) Text(path ...string) string {
	if value := o.At(path...); value != nil {
		return fmt.Sprint(value)
	}
	return ""
}

// Map is the map at a path.
func (o Object) Map(path ...string) Object {
	switch value := o.At(path...).(type) {
	case map[string]any:
		return value
	case Object:
		return value
	}
	return nil
}

// List are the maps of the list at a path.
func (o Object) List(path ...string) []Object {
	values, _ := o.At(path...).([]any)
	var all []Object
	for _, value := range values {
		if m, ok := value.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// At is the value at a path of keys.
func (o Object) At(path ...string) any {
	var value any = map[string]any(o)
	for _, key := range path {
		m, _ := value.(map[string]any)
		value = m[key]
	}
	return value
}

// Find is the object of a name, as ID says it.
func Find(all []Object, id string) (Object, error) {
	var names []string
	for _, o := range all {
		if o.ID() == id {
			return o, nil
		}
		names = append(names, o.ID())
	}
	return nil, fmt.Errorf("no %s among %s", id, strings.Join(names, ", "))
}
