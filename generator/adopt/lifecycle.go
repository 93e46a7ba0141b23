package adopt

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/source"
	"weir.local/schema"
)

// LakeOptions is what a lifecycle configuration cannot say of the data that it is about.
type LakeOptions struct {
	Bucket   string            // declared name: "main"
	S3       string            // its name in S3, for the path of what weir renders: "acme-lake-prod"
	Layer    string            // "bronze"; empty: by the prefix, or the first one
	Layers   []string          // that are declared
	Prefixes map[string]string // of declared datasets of this bucket, to their names
	Names    []string          // of all declared datasets
}

// Lifecycle takes a bucket's lifecycle configuration, as get-bucket-lifecycle-configuration prints it: a dataset for each
// prefix that a rule expires or moves.
func Lifecycle(in Input, o Options, lake LakeOptions) (Result, []Document) {
	var r Result
	root := r.parseJSON(in)
	if root == nil {
		return r, nil
	}
	rules := root.get("Rules")
	if rules == nil || rules.kind != list {
		r.refuse(root.at, "there are no Rules, so this is no lifecycle configuration", "name what get-bucket-lifecycle-configuration printed")
		return r, nil
	}
	l := lifecycle{r: &r, o: o, lake: lake}
	l.doc = Document{root: root, used: map[*node]bool{}, read: (*Result).parseJSON, why: lifecycleReasons, skip: func(path string, _ *node) bool { return l.told[path] || strings.HasPrefix(path, "TransitionDefault") }}
	l.doc.Rendered = o.Environment + "/lake/s3/" + lake.S3 + "/lifecycle.json"
	l.told = map[string]bool{}
	for i, rule := range rules.items {
		l.rule(rulePath(rule, i), rule)
	}
	return r, []Document{l.doc}
}

// rulePath is how a rule is named in what is told: Rules[expire-raw].
func rulePath(rule *node, i int) string {
	if id := rule.get("ID").string(); id != "" {
		return "Rules[" + id + "]"
	}
	return index("Rules", i)
}

// lifecycle is a lifecycle configuration on its way into datasets.
type lifecycle struct {
	r    *Result
	o    Options
	lake LakeOptions
	doc  Document
	told map[string]bool // paths that are left out as a whole
	made []string        // names of datasets
}

func (l *lifecycle) leave(path string, rule *node, because string) {
	l.told[path] = true
	l.r.leave(rule.at, path, because)
}

// rule takes one rule.
func (l *lifecycle) rule(path string, rule *node) {
	prefix := cmp.Or(rule.get("Filter", "Prefix").string(), rule.get("Filter", "And", "Prefix").string(), rule.get("Prefix").string())
	and := rule.get("Filter", "And")
	days, hasDays := rule.get("Expiration", "Days").integer()
	switch {
	case rule.kind != mapping:
		l.leave(path, rule, "it is no rule")
		return
	case rule.get("Status").string() != "Enabled":
		l.leave(path, rule, "it is disabled")
		return
	case rule.get("Filter", "Tag") != nil || and.get("Tags") != nil:
		l.leave(path, rule, "it chooses objects by tag; a dataset is a prefix")
		return
	case bySize(rule.get("Filter")) || bySize(and):
		l.leave(path, rule, "it chooses objects by size; a dataset is all that lies under its prefix")
		return
	case prefix == "":
		l.leave(path, rule, "it is for the whole bucket; a dataset is a prefix")
		return
	case !strings.HasSuffix(prefix, "/") || strings.HasPrefix(prefix, "/"):
		l.leave(path, rule, `its prefix does not end in "/": it would take data beside the dataset's`)
		return
	case l.lake.Prefixes[prefix] != "":
		l.leave(path, rule, "dataset "+l.lake.Prefixes[prefix]+" is declared for this prefix")
		return
	}
	moves := l.moves(path, rule)
	if len(moves) == 0 && (!hasDays || days < 1) {
		l.leave(path, rule, "it neither expires objects after days, nor moves them")
		return
	}
	for _, taken := range []string{"ID", "Status", "Filter", "Prefix", "Transitions"} {
		l.doc.use(rule.get(taken))
	}
	l.dataset(rule, prefix, moves, days)
}

// bySize says whether a filter asks how large an object is (Amazon S3, LifecycleRuleFilter): what it expires is not the prefix.
func bySize(filter *node) bool {
	return filter.get("ObjectSizeGreaterThan") != nil || filter.get("ObjectSizeLessThan") != nil
}

// move is a transition.
type move struct {
	days  int64
	class string
	at    source.Pos
}

// moves are the transitions after days, the first first.
func (l *lifecycle) moves(path string, rule *node) []move {
	var all []move
	for i, t := range rule.get("Transitions").each() {
		days, ok := t.get("Days").integer()
		if !ok || days < 0 {
			l.leave(index(label(path, "Transitions"), i), t, "it moves objects at a date, not at an age")
			continue
		}
		all = append(all, move{days, t.get("StorageClass").string(), t.at})
	}
	slices.SortStableFunc(all, func(a, b move) int { return cmp.Compare(a.days, b.days) })
	return all
}

// dataset declares what lies under a prefix.
func (l *lifecycle) dataset(rule *node, prefix string, moves []move, days int64) {
	d := Declaration{Kind: schema.KindDataset, Name: l.name(prefix), Definition: "Dataset"}
	access := accessOf(moves, days)
	d.Fields = Fields{}.
		With("bucket", l.lake.Bucket).
		With("layer", l.layer(d, prefix)).
		With("prefix", prefix).
		With("owner", l.o.owner(l.r, d)).
		With("access", access)
	if days > 0 {
		d.Fields = d.Fields.With("keep", inDays(days))
		l.doc.use(rule.get("Expiration", "Days"))
	}
	d.Fields = d.Fields.With("only", l.o.only())
	l.r.guess(d, "access.pattern", access[0].Value.(string), "a rule says when data moves, and not how it is read")
	for _, m := range moves {
		l.r.note(m.at, d.Path(), fmt.Sprintf("moved to %s after %d days; weir works the classes out of hot and cold", quoted(m.class), m.days))
	}
	l.r.Declarations = append(l.r.Declarations, d)
}

// deep are the classes that are read by restoring, or at a price.
var deep = []string{"GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"}

// accessOf is how data is read whose objects move so.
func accessOf(moves []move, expires int64) Fields {
	pattern := func(name string) Fields { return Fields{{"pattern", name}} }
	switch {
	case len(moves) == 0 && expires <= 30:
		return pattern("temporary")
	case len(moves) == 0:
		return pattern("constant")
	case slices.ContainsFunc(moves, func(m move) bool { return m.class == "INTELLIGENT_TIERING" }):
		return pattern("unpredictable")
	case slices.Contains(deep, moves[0].class) && moves[0].days <= 1:
		return pattern("archive")
	}
	access := pattern("decaying").With("hot", inDays(moves[0].days))
	if i := slices.IndexFunc(moves, func(m move) bool { return slices.Contains(deep, m.class) }); i >= 0 {
		access = access.With("cold", inDays(moves[i].days))
	}
	return access
}

func inDays(n int64) string { return strconv.FormatInt(n, 10) + "d" }

// layer is the declared one that the prefix begins with, or the one that was named.
func (l *lifecycle) layer(d Declaration, prefix string) string {
	first, _, _ := strings.Cut(prefix, "/")
	if l.lake.Layer == "" && slices.Contains(l.lake.Layers, first) {
		return first
	}
	if l.lake.Layer == "" && len(l.lake.Layers) > 0 {
		l.r.guess(d, "layer", l.lake.Layers[0], "no file says how refined the data is; --layer does")
		return l.lake.Layers[0]
	}
	return l.lake.Layer
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// name makes a dataset's name of its prefix: "raw/Events/" is raw_events.
func (l *lifecycle) name(prefix string) string {
	base := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(prefix), "_"), "_")
	if base == "" || base[0] < 'a' {
		base = strings.TrimSuffix("data_"+base, "_")
	}
	base = base[:min(len(base), 60)]
	name := base
	for n := 2; slices.Contains(l.made, name) || slices.Contains(l.lake.Names, name); n++ {
		name = base + "_" + strconv.Itoa(n)
	}
	l.made = append(l.made, name)
	return name
}

// lifecycleReasons are why parts of a rule are not declared.
func lifecycleReasons(path string) (string, bool) {
	for _, r := range []struct{ ending, because string }{
		{"AbortIncompleteMultipartUpload", "no dataset says it; weir has no field for unfinished uploads"},
		{"NoncurrentVersionExpiration", "no dataset says it; a bucket says whether it keeps versions"},
		{"NoncurrentVersionTransitions", "no dataset says it; a bucket says whether it keeps versions"},
		{"Transitions", "weir works transitions out of how the data is read"},
		{"Expiration", "a dataset is kept for a number of days"},
	} {
		if strings.Contains(path, "."+r.ending) {
			return r.because, true
		}
	}
	return "", false
}
