package spine

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Unexplained are the differences between what weir wrote and what Trino read that no change explains, as sentences.
// It does not trust Apply: it compares the files line by line and looks each difference up.
func Unexplained(changes []Change, before, after Files, place Place) ([]string, error) {
	names := maps.Clone(before)
	maps.Copy(names, after)
	var found []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		was, wasThere := before[name]
		is, isThere := after[name]
		if !wasThere || !isThere {
			found = append(found, fmt.Sprintf("%s: the file is there only before or only after", name))
			continue
		}
		if was == is {
			continue
		}
		in, err := unexplainedIn(changes, name, was, is, place)
		if err != nil {
			return nil, err
		}
		found = append(found, in...)
	}
	return found, nil
}

// unexplainedIn walks both files at once. Lines keep their order, a removed one has no partner after, an added one none before.
func unexplainedIn(changes []Change, name, was, is string, place Place) ([]string, error) {
	before, err := parse(name, was)
	if err != nil {
		return nil, err
	}
	after, err := parse(name, is)
	if err != nil {
		return nil, err
	}
	var found []string
	for len(before) > 0 || len(after) > 0 {
		switch {
		case len(before) > 0 && len(after) > 0 && before[0].line == after[0].line:
			before, after = before[1:], after[1:]
		case len(before) > 0 && len(after) > 0 && before[0].key == after[0].key && before[0].key != "":
			if !replaced(changes, name, before[0], after[0], place) {
				found = append(found, fmt.Sprintf("%s: %s became %s", name, before[0].line, after[0].line))
			}
			before, after = before[1:], after[1:]
		case len(before) > 0:
			if !slices.ContainsFunc(changes, func(c Change) bool { return c.Do == Remove && c.applies(name, before[0]) }) {
				found = append(found, fmt.Sprintf("%s: %s is gone", name, before[0].line))
			}
			before = before[1:]
		default:
			if !slices.ContainsFunc(changes, func(c Change) bool { return added(c, name, was, after[0], place) }) {
				found = append(found, fmt.Sprintf("%s: %s is new", name, after[0].line))
			}
			after = after[1:]
		}
	}
	if !strings.HasSuffix(was, "\n") {
		found = append(found, name+": no newline at its end")
	}
	return found, nil
}

// replaced says whether one change, or one after another, makes the new value of the old one.
func replaced(changes []Change, file string, before, after property, place Place) bool {
	value := before.value
	for _, c := range changes {
		if c.Do != Remove && c.covers(file, before.key) && regexp.MustCompile(c.Value).MatchString(value) {
			value = c.To(value, place)
		}
	}
	return value == after.value && before.before == after.before
}

func added(c Change, file, was string, p property, place Place) bool {
	return c.Do == Ensure && c.covers(file, p.key) && !strings.Contains("\n"+was, "\n"+p.key+"=") && p.value == c.To("", place)
}
