package compare

import (
	"fmt"
	"slices"
	"strings"
)

// fold makes one of all items that differ in nothing but where they are: those of one key, joined in turn. The first one's
// place in the order is kept.
func fold[T any](items []T, key func(T) string, join func(*T, T)) []T {
	var folded []T
	at := map[string]int{}
	for _, item := range items {
		id := key(item)
		i, known := at[id]
		if !known {
			at[id] = len(folded)
			folded = append(folded, item)
			continue
		}
		join(&folded[i], item)
	}
	return folded
}

// union is both lists, sorted, each item once.
func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func foldDeliveries(all []Delivery) []Delivery {
	return fold(all, func(d Delivery) string { d.Where = nil; return fmt.Sprintf("%#v", d) },
		func(d *Delivery, other Delivery) { d.Where = union(d.Where, other.Where) })
}

// foldRisks and foldSecrets tell what environments have alike, but for their name in it, once:
// "parameter /lake/{environment}/orders/user".
func foldRisks(all []Risk) []Risk {
	return generalised(fold(all, func(r Risk) string { r = r.general(); r.Where, r.At = nil, At{}; return fmt.Sprintf("%#v", r) },
		func(r *Risk, other Risk) { r.Where = union(r.Where, other.Where) }),
		func(r Risk) []string { return r.Where }, Risk.general)
}

func foldSecrets(all []Secret) []Secret {
	return generalised(fold(all, func(s Secret) string { s = s.general(); s.Where, s.Elsewhere = nil, nil; return fmt.Sprintf("%#v", s) },
		func(s *Secret, other Secret) {
			s.Where, s.Elsewhere = union(s.Where, other.Where), union(s.Elsewhere, other.Elsewhere)
		}),
		func(s Secret) []string { return s.Where }, Secret.general)
}

// generalised puts the placeholder where an item is of several environments.
func generalised[T any](all []T, where func(T) []string, general func(T) T) []T {
	for i, item := range all {
		if len(environmentsOf(where(item))) > 1 {
			all[i] = general(item)
		}
	}
	return all
}

func (r Risk) general() Risk {
	r.What = general(r.What, r.Where)
	return r
}

func foldThings(all []Thing) []Thing {
	return fold(all, func(t Thing) string { t.Where, t.At.Places = nil, nil; return fmt.Sprintf("%#v", t) },
		func(t *Thing, other Thing) { t.Where = union(t.Where, other.Where) })
}

func foldCapacity(all []Capacity) []Capacity {
	return fold(all, func(c Capacity) string { c.Where = nil; return fmt.Sprintf("%#v", c) },
		func(c *Capacity, other Capacity) { c.Where = union(c.Where, other.Where) })
}

func foldRewrites(all []Rewrite) []Rewrite {
	return fold(all, func(r Rewrite) string { return r.File },
		func(r *Rewrite, other Rewrite) { r.Where = union(r.Where, other.Where) })
}

func (s Secret) general() Secret {
	s.Place = general(s.Place, s.Where)
	return s
}

// general is a text as all environments have it: "/lake/prod/orders" in prod is "/lake/{environment}/orders".
func general(text string, places []string) string {
	for _, name := range environmentsOf(places) {
		var b strings.Builder
		for rest, found := text, true; found; {
			var before string
			before, rest, found = strings.Cut(rest, name)
			b.WriteString(before)
			switch {
			case !found:
			case endsInWord(b.String()) || startsWithWord(rest):
				b.WriteString(name)
			default:
				b.WriteString("{environment}")
			}
		}
		text = b.String()
	}
	return text
}

func startsWithWord(text string) bool { return text != "" && isWord(text[0]) }
func endsInWord(text string) bool     { return text != "" && isWord(text[len(text)-1]) }

func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '{'
}

// environmentsOf are the environments of clusters: "prod" of "prod/adhoc".
func environmentsOf(places []string) []string {
	var names []string
	for _, place := range places {
		name, _, _ := strings.Cut(place, "/")
		names = append(names, name)
	}
	return union(names, nil)
}
