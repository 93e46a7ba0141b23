package plan

import (
	"encoding/json"
	"fmt"
	"maps"

	"weir.local/generator/source"
	"weir.local/schema"
)

// merged is a declaration as one environment sees it.
type merged struct {
	decl        *schema.Declaration
	environment string
	value       map[string]any // base and override, merged
	override    map[string]any // what the environment replaces; nil: nothing
}

func mergedFor(d *schema.Declaration, environment string) merged {
	override := d.Head().Environments[environment]
	return merged{decl: d, environment: environment, value: merge(d.Value(), override), override: override}
}

// merge replaces fields of base by those of over: maps merge by key; scalars, lists and references are replaced whole.
// Neither is changed; what over does not touch is shared.
func merge(base, over map[string]any) map[string]any {
	if len(over) == 0 {
		return base
	}
	out := maps.Clone(base)
	if out == nil {
		out = map[string]any{}
	}
	for key, value := range over {
		below, ok := value.(map[string]any)
		if old, isMap := out[key].(map[string]any); ok && isMap && !isReference(below) {
			out[key] = merge(old, below)
			continue
		}
		out[key] = value
	}
	return out
}

// isReference says whether a value is a #Reference, which an environment replaces whole.
func isReference(v map[string]any) bool {
	_, parameter := v["parameter"].(string)
	_, secret := v["secret"].(string)
	return parameter || secret
}

// reference is the #Reference that a value is, if it is one.
func reference(v any) (schema.Reference, bool) {
	m, ok := v.(map[string]any)
	if !ok || !isReference(m) {
		return schema.Reference{}, false
	}
	text := func(key string) string { s, _ := m[key].(string); return s }
	return schema.Reference{Parameter: text("parameter"), Secret: text("secret"), Key: text("key")}, true
}

// has says whether a value holds a field at a path.
func has(value map[string]any, path []string) bool {
	for i, label := range path {
		next, ok := value[label]
		if !ok {
			return false
		}
		if i == len(path)-1 {
			return true
		}
		if value, ok = next.(map[string]any); !ok {
			return false
		}
	}
	return false
}

// origin is where the field at a path comes from: the environment's block where it says something, then the declaration.
// A field that the declaration's file does not hold is a default of its definition; who asks for the line finds out.
func (m merged) origin(path ...string) *source.Origin {
	base := source.Declared(m.decl.At(path...))
	if !has(m.override, path) {
		return base
	}
	over := m.decl.At(append([]string{"environments", m.environment}, path...)...)
	if !has(m.decl.Value(), path) {
		return source.Override(over)
	}
	return source.Override(over, base)
}

// into decodes the merged value into one of the schema's types.
func (m merged) into(target any) error {
	if err := decode(m.value, target); err != nil {
		return fmt.Errorf("%s %s: %w", m.decl.Kind, m.decl.Name, err)
	}
	return nil
}

func decode(value any, target any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, target)
}
