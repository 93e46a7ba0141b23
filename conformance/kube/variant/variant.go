// Package variant is the list of manifests with one thing wrong: weir's own, each changed in one place. What checks by the definitions in
// process and what asks a server read the same list, and must both refuse each for the same reason.
package variant

import (
	"fmt"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"

	"weir.local/conformance/kube/manifest"
	"weir.local/conformance/kube/object"
)

// Variant is a manifest of weir's with one value changed.
type Variant struct {
	Name  string // "a taint with an effect that is none"
	File  string // the manifest below prod/: "etl/k8s/worker.nodepool.yaml"
	At    string // the value, by a JSON pointer: "/spec/template/spec/taints/0/effect"
	Value any    // what stands there instead; nil: nothing
	Says  string // a part of what it is refused with; "" where it is fine
}

// Of is the changed copy of an object.
func (v Variant) Of(o object.Object) (object.Object, error) {
	changed := object.Object(runtime.DeepCopyJSON(o))
	pointer := strings.Split(strings.TrimPrefix(v.At, "/"), "/")
	for i := range pointer {
		pointer[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(pointer[i])
	}
	_, err := set(map[string]any(changed), pointer, v.Value)
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", v.Name, v.At, err)
	}
	return changed, nil
}

// set puts a value at a path and returns what holds it, which is another one where a list grew or shrank.
func set(in any, path []string, value any) (any, error) {
	if len(path) == 0 {
		return value, nil
	}
	switch holder := in.(type) {
	case map[string]any:
		below, err := set(holder[path[0]], path[1:], value)
		if err != nil {
			return nil, err
		}
		if below == nil {
			delete(holder, path[0])
		} else {
			holder[path[0]] = below
		}
		return holder, nil
	case []any:
		return setInList(holder, path, value)
	case nil:
		return set(map[string]any{}, path, value)
	}
	return nil, fmt.Errorf("%s is in no map and no list", path[0])
}

// setInList takes "-" for the place behind the last one, as JSON Patch does.
func setInList(list []any, path []string, value any) (any, error) {
	if path[0] == "-" {
		below, err := set(nil, path[1:], value)
		return append(list, below), err
	}
	i, err := strconv.Atoi(path[0])
	if err != nil || i < 0 || i >= len(list) {
		return nil, fmt.Errorf("there is no item %s of %d", path[0], len(list))
	}
	below, err := set(list[i], path[1:], value)
	if below == nil && err == nil {
		return append(list[:i:i], list[i+1:]...), nil
	}
	list[i] = below
	return list, err
}

// In is the changed manifest among those of prod.
func (v Variant) In(files []manifest.File) (object.Object, error) {
	for _, f := range files {
		if f.Path == "prod/"+v.File {
			return v.Of(f.Object)
		}
	}
	return nil, fmt.Errorf("%s: there is no prod/%s", v.Name, v.File)
}

// Wrong says what is not as the variant says of what was said of it: nothing, or that it is refused for another reason or for none.
func (v Variant) Wrong(said string) string {
	switch {
	case v.Says == "" && said != "":
		return "is fine, and refused: " + said
	case v.Says != "" && said == "":
		return "is taken, and should be refused: " + v.Says
	case !strings.Contains(said, v.Says):
		return "is refused with\n" + said + "\nand should be with\n" + v.Says
	}
	return ""
}
