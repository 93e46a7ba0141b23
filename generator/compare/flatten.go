package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"weir.local/generator/source"
)

// leaf is one value of a file.
type leaf struct {
	path source.Path // Value, metadata.cache-ttl; Files, both, catalog/orders.properties, parameter
	text string
}

// flatten is every value of a file by its path: what a file says, without comments, layout and the order of its keys. A
// property in a text of properties has a path of its own. What is neither YAML nor JSON is one value.
func flatten(name string, data []byte) map[string]leaf {
	leaves := map[string]leaf{}
	var value any
	switch {
	case data == nil:
		return leaves
	case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
		documents, err := yamlDocuments(data)
		if err != nil {
			value = string(data)
		} else {
			value = documents
		}
	case strings.HasSuffix(name, ".json"):
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		if decoder.Decode(&value) != nil {
			value = string(data)
		}
	default:
		value = string(data)
	}
	spread(leaves, nil, value)
	return leaves
}

// yamlDocuments is the only document, or the list of them.
func yamlDocuments(data []byte) (any, error) {
	var all []any
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var value any
		err := decoder.Decode(&value)
		switch {
		case err == nil:
			all = append(all, value)
		case err.Error() != "EOF":
			return nil, err
		case len(all) == 1:
			return all[0], nil
		default:
			return all, nil
		}
	}
}

func spread(leaves map[string]leaf, path source.Path, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			spread(leaves, path.Append(key), inner)
		}
	case map[any]any: // a YAML map with keys that are not texts
		for key, inner := range v {
			spread(leaves, path.Append(fmt.Sprint(key)), inner)
		}
	case []any:
		spreadList(leaves, path, v)
	case string:
		spreadText(leaves, path, v)
	default:
		put(leaves, path, plain(v))
	}
}

func plain(v any) string {
	if v == nil {
		return "null"
	}
	return fmt.Sprint(v)
}

func put(leaves map[string]leaf, path source.Path, text string) {
	leaves[path.String()] = leaf{path, text}
}

// spreadList gives each item the label that tells it from the others: its name, its property, or else its number.
func spreadList(leaves map[string]leaf, path source.Path, items []any) {
	labels := make([]string, len(items))
	seen := map[string]bool{}
	for i, item := range items {
		labels[i] = identity(item)
		if labels[i] == "" || seen[labels[i]] {
			labels = nil
			break
		}
		seen[labels[i]] = true
	}
	for i, item := range items {
		switch {
		case labels == nil:
			spread(leaves, path.Append(source.Index(i)), item)
		case isText(item):
			_, value, _ := strings.Cut(item.(string), "=")
			put(leaves, path.Append(labels[i]), value)
		default:
			spread(leaves, path.Append(labels[i]), item)
		}
	}
	if len(items) == 0 {
		put(leaves, path, "[]")
	}
}

func isText(v any) bool {
	_, ok := v.(string)
	return ok
}

// identities are fields that name an item of a list, the first that is there: of containers and variables, of tags, of what
// a release pins, of secrets, of lifecycle rules.
func identities() []string {
	return []string{"name", "Name", "key", "Key", "path", "variable", "ID", "Id", "id", "containerPath", "containerName"}
}

func identity(item any) string {
	switch v := item.(type) {
	case string:
		if m := property.FindStringSubmatch(v); m != nil {
			return m[1]
		}
	case map[string]any:
		for _, field := range identities() {
			if name, ok := v[field].(string); ok {
				return name
			}
		}
	}
	return ""
}

// property is a line of a .properties file: "metadata.cache-ttl=10m".
var property = regexp.MustCompile(`^([A-Za-z0-9_.$/][A-Za-z0-9_.$/-]*)=(.*)$`)

// spreadText parts a text of properties into them; another text is one value.
func spreadText(leaves map[string]leaf, path source.Path, text string) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	found := map[string]string{}
	for _, line := range lines {
		m := property.FindStringSubmatch(line)
		if m == nil || len(lines) == 1 && !holdsProperties(path) {
			put(leaves, path, text)
			return
		}
		if _, twice := found[m[1]]; twice {
			put(leaves, path, text)
			return
		}
		found[m[1]] = m[2]
	}
	for key, value := range found {
		put(leaves, path.Append(key), value)
	}
}

// holdsProperties says whether a text of one line is a file's: a parameter's value, a catalog of the chart.
func holdsProperties(path source.Path) bool {
	return len(path) > 0 && (path[0] == "Value" || len(path) == 2 && path[0] == "additionalCatalogs" || strings.HasSuffix(path[len(path)-1], "ExtraConfig"))
}

// fieldsOf is every value of a declared thing, as its declaration spells it.
func fieldsOf(spec any) map[string]leaf {
	leaves := map[string]leaf{}
	data, err := json.Marshal(spec)
	if err != nil {
		return leaves // the model holds what came from JSON
	}
	var value map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return leaves
	}
	for _, own := range []string{"environments", "name", "only"} {
		delete(value, own)
	}
	for key, inner := range value {
		spreadField(leaves, source.Path{key}, inner)
	}
	return leaves
}

// spreadField keeps a list of plain values whole: ["gold", "silver"] is one value of a declaration.
func spreadField(leaves map[string]leaf, path source.Path, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			spreadField(leaves, path.Append(key), inner)
		}
	case []any:
		if text, ok := listOf(v); ok {
			put(leaves, path, text)
			return
		}
		spreadList(leaves, path, v)
	case bool:
		put(leaves, path, strconv.FormatBool(v))
	default:
		if text := plain(v); text != "" {
			put(leaves, path, text)
		}
	}
}

func listOf(items []any) (string, bool) {
	texts := make([]string, len(items))
	for i, item := range items {
		if _, nested := item.(map[string]any); nested {
			return "", false
		}
		texts[i] = plain(item)
	}
	return strings.Join(texts, ", "), len(items) > 0
}
