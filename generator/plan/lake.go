package plan

import (
	"weir.local/generator/model"
	"weir.local/schema"
)

// lakeOf merges what the lake declares for one environment.
func lakeOf(repo *schema.Repo, e *model.Environment) (lake model.Lake, err error) {
	if lake.Buckets, err = items[schema.Bucket](repo, e, schema.KindBucket); err != nil {
		return lake, err
	}
	if lake.Layers, err = items[schema.Layer](repo, e, schema.KindLayer); err != nil {
		return lake, err
	}
	if lake.Datasets, err = items[schema.Dataset](repo, e, schema.KindDataset); err != nil {
		return lake, err
	}
	if lake.Tags, err = items[schema.Tag](repo, e, schema.KindTag); err != nil {
		return lake, err
	}
	if lake.Roles, err = items[schema.Role](repo, e, schema.KindRole); err != nil {
		return lake, err
	}
	lake.WorkGroups, err = items[schema.WorkGroup](repo, e, schema.KindWorkGroup)
	return lake, err
}

func items[T any](repo *schema.Repo, e *model.Environment, kind schema.Kind) ([]model.Item[T], error) {
	var all []model.Item[T]
	for _, m := range present(repo.Of(kind), e.Name) {
		item := model.Item[T]{Name: m.decl.Name, Place: m.decl.Place, Head: m.decl.Head()}
		s := globals(e.Name, "", e.Spec.Region, e.Spec.Account).named(m.decl.Name)
		if err := decode(filled(m.value, s), &item.Spec); err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// filled is a value with the placeholders of all its texts filled in.
func filled(v any, s scope) any {
	switch v := v.(type) {
	case string:
		return s.fill(v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = filled(item, s)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, item := range v {
			if key == "environments" || key == "waive" {
				out[key] = item
				continue
			}
			out[key] = filled(item, s)
		}
		return out
	}
	return v
}
