package artifact

// Renamed is a value with other keys: name is asked for each with the field that its map lies in (of a list's items, the list's),
// which is field for the value itself. Origins stay.
//
//	artifact.Renamed("tags", node, func(field, key string) string { return strings.ToUpper(key) })
func Renamed(field string, n Node, name func(field, key string) string) Node {
	switch v := n.(type) {
	case traced:
		return traced{from: v.from, Node: Renamed(field, v.Node, name)}
	case Map:
		out := make(Map, len(v))
		for i, entry := range v {
			out[i] = Entry{Key: name(field, entry.Key), Value: Renamed(entry.Key, entry.Value, name), Comment: entry.Comment}
		}
		return out
	case List:
		out := make(List, len(v))
		for i, item := range v {
			out[i] = Renamed(field, item, name)
		}
		return out
	}
	return n
}
