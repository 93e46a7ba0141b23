package trino

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A form is a part of patterns that Java has and Go does not, and what Go has in its place.
type form struct {
	java  *regexp.Regexp
	stand string
}

// forms: groups that look around or keep what they took, quantifiers that do, and what follows \ in Java alone.
var forms = []form{
	{regexp.MustCompile(`\(\?(=|!|<=|<!|>)`), `(?:`},
	{regexp.MustCompile(`([*+?}])\+`), `$1`},
	{regexp.MustCompile(`\\[hHRXZGvVkeN]|\\u[0-9a-fA-F]{4}|\\0[0-7]{1,3}|\\[1-9]`), `.`},
	{regexp.MustCompile(`\\[pP](\{\w+\}|\w)`), `.`},
}

// faults are the mistakes of a pattern that are mistakes in Java too. Of any other that Go finds nothing is said.
var faults = map[syntax.ErrorCode]string{
	syntax.ErrMissingParen:          "has a ( that is not closed",
	syntax.ErrUnexpectedParen:       "has a ) that was not opened",
	syntax.ErrMissingBracket:        "has a [ that is not closed",
	syntax.ErrInvalidCharRange:      "has a range that ends before it begins",
	syntax.ErrMissingRepeatArgument: "has a repetition of nothing",
	syntax.ErrInvalidRepeatOp:       "has a repetition of a repetition",
	syntax.ErrInvalidNamedCapture:   "has a group whose name is not of letters and digits",
	syntax.ErrTrailingBackslash:     `ends in a \`,
}

// quoted are the parts of a pattern in which { is no repetition; braced is one that Java refuses.
var (
	quoted = regexp.MustCompile(`\\Q.*?\\E|\\[pPx]\{[^}]*\}|\\.|\[[^\]]*\]`)
	braced = regexp.MustCompile(`\{([^0-9]|$)`)
)

// CheckPattern says what java.util.regex.Pattern would refuse, as far as that is certain: "(a|b" has a ( that is not closed.
func CheckPattern(pattern string) error {
	if strings.Contains(pattern, "&&") {
		return nil // what two classes have in common: Go knows of none
	}
	text := pattern
	for _, f := range forms {
		text = f.java.ReplaceAllString(text, f.stand)
	}
	_, err := syntax.Parse(text, syntax.Perl)
	var fault *syntax.Error
	if errors.As(err, &fault) {
		if says, certain := faults[fault.Code]; certain && !strings.HasPrefix(fault.Expr, "{") {
			return fmt.Errorf("%q %s", pattern, says)
		}
	}
	if braced.MatchString(quoted.ReplaceAllString(pattern, "")) {
		return fmt.Errorf("%q has a { that is no repetition; write \\{ for the brace itself", pattern)
	}
	return nil
}

// groupName is how Java and Trino's selectors read a named group.
var groupName = regexp.MustCompile(`\(\?<([a-zA-Z][a-zA-Z0-9]*)>`)

// NamedGroups lists the named groups of a pattern in their order: "(?<team>.*)-etl" has team.
func NamedGroups(pattern string) []string {
	var names []string
	for _, m := range groupName.FindAllStringSubmatch(pattern, -1) {
		names = append(names, m[1])
	}
	return names
}

// marks are what makes a pattern more than the text itself.
const marks = `\.[]{}()*+?^$|`

// Covers says whether one pattern certainly matches every text that the other matches: when it matches anything, when both are
// the same, or when the other is one of a few texts ("alice|bob") and each of them matches.
func Covers(pattern, other string) bool {
	if MatchesAll(pattern) || pattern == other {
		return true
	}
	texts := strings.Split(other, "|")
	if strings.ContainsAny(strings.Join(texts, ""), marks) {
		return false
	}
	whole, err := regexp.Compile(`^(?:` + pattern + `)$`)
	return err == nil && !slices.ContainsFunc(texts, func(text string) bool { return !whole.MatchString(text) })
}

// MatchesAll says whether a pattern certainly matches every text, the empty one too.
func MatchesAll(pattern string) bool {
	return slices.Contains([]string{".*", "(.*)", "(?s).*", "(?i).*", "^.*$", ".*.*"}, pattern)
}
