package trino

import (
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// judge says what airlift says when it turns a text into the property's type;
// no message when it takes it.
func (p ClassProperty) judge(value string) (kind Kind, message, remedy string) {
	if element, ok := p.element(); ok {
		for _, one := range strings.Split(value, ",") {
			if one = strings.TrimSpace(one); one != "" {
				if kind, message, remedy = element.judge(one); message != "" {
					return kind, message, remedy
				}
			}
		}
		return "", "", ""
	}
	if len(p.Enum) > 0 {
		if _, ok := p.MatchEnum(value); !ok {
			return BadEnum, fmt.Sprintf("is %q, which is not one of %s", value, strings.Join(p.Enum, ", ")), "write one of " + strings.Join(p.Enum, ", ")
		}
		return "", "", ""
	}
	if err := parse(p.read(), value); err != nil {
		return WrongType, err.Error(), "write " + example(p.read())
	}
	return "", "", ""
}

// read is the type that the text is read as: some setters take a String, and read
// a duration or a size from it.
func (p ClassProperty) read() string {
	if p.Type == "String" {
		if _, err := ParseDuration(p.Default); err == nil {
			return "Duration"
		}
		if _, err := ParseDataSize(p.Default); err == nil {
			return "DataSize"
		}
	}
	return p.Type
}

// element is the property as one member of its list; not ok when it is no list.
func (p ClassProperty) element() (ClassProperty, bool) {
	_, inner, ok := strings.Cut(p.Type, "<")
	if !ok || strings.HasPrefix(p.Type, "Map<") {
		return p, false
	}
	p.Type = strings.TrimSuffix(inner, ">")
	return p, true
}

// parse reads a value of a type, and answers what is wrong with it.
func parse(typ, value string) (err error) {
	switch typ {
	case "boolean":
		_, err = ParseBoolean(value)
	case "int", "Integer":
		_, err = ParseInteger(value, 32)
	case "long", "Long":
		_, err = ParseInteger(value, 64)
	case "double", "BigDecimal":
		_, err = ParseDouble(value)
	case "Duration":
		_, err = ParseDuration(value)
	case "DataSize":
		_, err = ParseDataSize(value)
	case "MemorySize":
		err = parseMemorySize(value)
	case "ThreadCount":
		err = parseThreadCount(value)
	case "URI":
		err = parseURI(value)
	case "HostAndPort":
		err = parseHostAndPort(value)
	}
	return err
}

// example is a value of a type, for a remedy.
func example(typ string) string {
	for _, e := range examples {
		if e.typ == typ {
			return e.example
		}
	}
	return "a value of the type " + typ
}

var examples = []struct{ typ, example string }{
	{"boolean", "true or false"},
	{"int", "a whole number"},
	{"long", "a whole number"},
	{"double", "a number such as 0.5"},
	{"Duration", "a duration such as 10m"},
	{"DataSize", "a size such as 512MB"},
	{"MemorySize", "a size such as 8GB, or a share of the heap such as 30%"},
	{"ThreadCount", "a number, or a multiple of the cores such as 2C"},
	{"URI", "a URI such as http://host:8080"},
	{"HostAndPort", "host:port"},
}

// share is a part of the heap: "30%".
var share = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?%$`)

func parseMemorySize(value string) error {
	if share.MatchString(value) {
		return nil
	}
	_, err := ParseDataSize(value)
	return err
}

// threads is a number, or a multiple of the cores: "2C".
var threads = regexp.MustCompile(`^([0-9]+|[0-9]+(\.[0-9]+)?\s*C)$`)

func parseThreadCount(value string) error {
	if threads.MatchString(value) {
		return nil
	}
	return fmt.Errorf("%q is no number of threads such as 8 or 2C", value)
}

// uriText is what Java's URI refuses and Go's does not.
var uriText = regexp.MustCompile("[ \"<>\\\\^`{|}]")

func parseURI(value string) error {
	if uriText.MatchString(value) {
		return fmt.Errorf("%q is no URI", value)
	}
	if _, err := url.Parse(value); err != nil {
		return fmt.Errorf("%q is no URI", value)
	}
	return nil
}

func parseHostAndPort(value string) error {
	if strings.HasPrefix(value, "[") || strings.Count(value, ":") > 1 {
		return nil // an IPv6 address
	}
	_, port, ok := strings.Cut(value, ":")
	if !ok {
		return nil
	}
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n > 65535) {
		return fmt.Errorf("%q is no host:port", value)
	}
	return nil
}

// outside says what bean validation says of a value of the right type.
func (p ClassProperty) outside(value string) (kind Kind, message, remedy string) {
	if (p.Min != "" || p.Max != "") && strings.TrimSpace(value) == "NaN" {
		return OutOfRange, "is no number within " + p.Range(), "write " + p.Range()
	}
	if p.Min != "" && p.compare(value, p.Min) < least(p.MinExclusive) {
		return OutOfRange, fmt.Sprintf("is %s, less than %s", value, p.Range()), "write " + p.Range()
	}
	if p.Max != "" && -p.compare(value, p.Max) < least(p.MaxExclusive) {
		return OutOfRange, fmt.Sprintf("is %s, more than %s", value, p.Range()), "write " + p.Range()
	}
	if p.Pattern != "" && p.Type == "String" && !matches(p.Pattern, value) {
		return BadValue, fmt.Sprintf("is %q, which does not match %s", value, p.Pattern), "write a value that matches " + p.Pattern
	}
	for _, rule := range p.Rules {
		if message, remedy = broken(rule, value); message != "" {
			return BadValue, message, remedy
		}
	}
	return "", "", ""
}

// least is what a comparison must give.
func least(exclusive bool) int {
	if exclusive {
		return 1
	}
	return 0
}

// Range writes the bounds: "1..128", ">= 1ms".
func (p ClassProperty) Range() string {
	from, to := ">= ", "<= "
	if p.MinExclusive {
		from = "> "
	}
	if p.MaxExclusive {
		to = "< "
	}
	switch {
	case p.Min != "" && p.Max != "" && !p.MinExclusive && !p.MaxExclusive:
		return p.Min + ".." + p.Max
	case p.Min != "" && p.Max != "":
		return from + p.Min + " and " + to + p.Max
	case p.Min != "":
		return from + p.Min
	case p.Max != "":
		return to + p.Max
	}
	return ""
}

// compare compares two values of the property's type; equal when they cannot be.
func (p ClassProperty) compare(a, b string) int {
	read := amount
	switch p.read() {
	case "Duration", "Optional<Duration>":
		read = func(s string) (*big.Float, bool) {
			n, err := ParseDuration(s)
			return big.NewFloat(n), err == nil
		}
	case "DataSize", "Optional<DataSize>", "MemorySize":
		read = func(s string) (*big.Float, bool) {
			n, err := ParseDataSize(s)
			return new(big.Float).SetInt64(n), err == nil
		}
	}
	x, ok := read(a)
	y, also := read(b)
	if !ok || !also {
		return 0
	}
	return x.Cmp(y)
}

func amount(s string) (*big.Float, bool) {
	n, _, err := big.ParseFloat(strings.TrimRight(strings.TrimSpace(strings.Map(digit, s)), "dDfF"), 0, 128, big.ToNearestEven)
	return n, err == nil
}

// matches applies one of the distribution's patterns; one that Go cannot read
// matches everything.
func matches(pattern, value string) bool {
	re, err := regexp.Compile("^(?:" + pattern + ")$")
	return err != nil || re.MatchString(value)
}

// broken says what is wrong by a rule that is no bound. That a file exists is
// for the node to say.
func broken(rule, value string) (message, remedy string) {
	switch rule {
	case "PowerOfTwo":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && (n <= 0 || n&(n-1) != 0) {
			return "is " + value + ", not a power of two", "write 1, 2, 4, 8, 16, …"
		}
	case "NotEmpty", "Size":
		if strings.Trim(value, ", ") == "" {
			return "is empty", "write a value"
		}
	case "NotBlank":
		if strings.TrimSpace(value) == "" {
			return "is blank", "write a value"
		}
	}
	return "", ""
}
