package verdict

import (
	"cmp"
	"strconv"
	"strings"

	"weir.local/generator/trino"
)

// typeOf groups properties by how their values are read.
func typeOf(p trino.Property) string {
	switch {
	case len(p.Enum) > 0:
		return "enum"
	case strings.Contains(p.Type, "<"):
		return "list"
	}
	return p.Type
}

// plain are the types whose values have no meaning beyond their amount.
func plain(typ string) bool {
	switch typ {
	case "boolean", "int", "long", "double", "Duration", "DataSize":
		return true
	}
	return false
}

// good is a value that the property takes, other than its default where that is easy.
func good(p trino.Property) string {
	switch typeOf(p) {
	case "boolean":
		return strconv.FormatBool(p.Default != "true")
	case "int", "long":
		return goodNumber(p)
	case "double":
		return cmp.Or(p.Max, p.Default, "0.5")
	case "Duration":
		return within(p, "90s", trino.ParseDuration)
	case "DataSize":
		return within(p, "48MB", func(s string) (float64, error) { n, err := trino.ParseDataSize(s); return float64(n), err })
	case "MemorySize":
		return "20%"
	case "ThreadCount":
		return "2C"
	case "URI":
		return "http://127.0.0.1:9/weir"
	case "HostAndPort":
		return "127.0.0.1:9"
	case "enum":
		return goodName(p)
	case "File", "Path":
		return Files + "/account.json"
	}
	if ofFile(p) {
		return Files + "/account.json"
	}
	return "weir"
}

func goodNumber(p trino.Property) string {
	n := number(p.Default) + 1
	if len(p.Rules) > 0 { // a power of two
		n = max(2, 2*number(p.Default))
	}
	if p.Max != "" && n > number(p.Max) {
		n = number(p.Max)
	}
	return strconv.FormatInt(max(n, number(p.Min)), 10)
}

// within is the wanted amount, or a bound when it lies outside.
func within(p trino.Property, want string, read func(string) (float64, error)) string {
	n, _ := read(want)
	if least, err := read(p.Min); err == nil && n <= least {
		return p.Min
	}
	if most, err := read(p.Max); err == nil && n >= most {
		return p.Max
	}
	return want
}

// goodName is the enum's last name, in lower case and with dashes where it may be.
func goodName(p trino.Property) string {
	last := p.Enum[len(p.Enum)-1]
	if len(p.Aliases) == 0 {
		return strings.ToLower(strings.ReplaceAll(last, "_", "-"))
	}
	best := ""
	for text, constant := range p.Aliases {
		if constant == last && (best == "" || text < best) {
			best = text
		}
	}
	return best
}

// forms are other ways to write a value, some of them good.
func forms(p trino.Property) []string {
	switch typeOf(p) {
	case "boolean":
		return []string{"TRUE", "False", "tRuE"}
	case "int", "long":
		return []string{"+5", "05", "5.0", "1e3", "0x10", "1_000", "1,000", "-0", "٣"}
	case "double":
		return []string{"1", ".5", "1e-1", "0.5d", "NaN", "1,5", "50%", "0x1p0"}
	case "Duration":
		return []string{"1.5h", "10 m", "1h30m", "10", "1M", "1min", "3600S", "0.1d", "60000000us", "1  h"}
	case "DataSize":
		return []string{"64 MB", "64mb", "1.5GB", "100KB", "1000", "64M", "67108864B", "64  MB", "0.5GB"}
	case "MemorySize":
		return []string{"64 MB", "1.5GB", "20 %", "12.5%", "0%", "2gb"}
	case "ThreadCount":
		return []string{"8", "0", "1.5C", "2c", "2 C", "-1"}
	case "enum":
		last := p.Enum[len(p.Enum)-1]
		return []string{strings.ToLower(last), strings.ToLower(strings.ReplaceAll(last, "_", "-")), strings.ReplaceAll(last, "_", ""), last[:1] + strings.ToLower(last[1:]), strings.ReplaceAll(last, "_", " ")}
	case "URI":
		return []string{"http://127.0.0.1:9/a?b=c&d=%20", "127.0.0.1:9", "weir", "http://[::1]:9", "HTTP://127.0.0.1:9", "/weir", "http://weir_host:9"}
	case "HostAndPort":
		return []string{"127.0.0.1", "[::1]:9", "weir:65535", "weir:0"}
	case "list":
		if ofFile(p) {
			return nil
		}
		return []string{"a,b", "a, b", "a,,b", ",a", "a,"}
	}
	return nil
}

// wrong are values of another type.
func wrong(p trino.Property) []string {
	switch typeOf(p) {
	case "boolean":
		return []string{"yes", "1", "on", "", "enabled", "truee"}
	case "int", "long":
		return []string{"many", "10m", "1.5", "", "99999999999999999999", "5MB"}
	case "double":
		return []string{"half", "", "0,5", "1..2"}
	case "Duration":
		return []string{"soon", "10", "", "-5s", "1 week", "10MB", "1.s"}
	case "DataSize":
		return []string{"big", "10", "", "-5MB", "10 mB", "5m", "1e3MB", "64Mb"}
	case "MemorySize":
		return []string{"much", "10", "half%", ""}
	case "ThreadCount":
		return []string{"many", "2M", ""}
	case "enum":
		return []string{"", "true", p.Enum[0] + "," + p.Enum[0], p.Enum[0] + "S"}
	case "URI":
		return []string{"http://a b", "http://127.0.0.1:port/^", "::", "{weir}", "http://weir/%zz"}
	case "HostAndPort":
		return []string{"weir:99999", "weir:port", "a:b:c:d"}
	}
	return nil
}

// stub names a variable that holds a value of the type.
func stub(p trino.Property) []string {
	switch typeOf(p) {
	case "boolean":
		return []string{"${ENV:WEIR_TRUE}", "${env:WEIR_TRUE}"}
	case "int", "long":
		if p.Max != "" || p.Min != "" && p.Min != "0" && p.Min != "1" {
			return nil
		}
		return []string{"${ENV:WEIR_INT}", "1${ENV:WEIR_INT}"}
	case "Duration":
		return []string{"${ENV:WEIR_DURATION}"}
	case "DataSize":
		return []string{"${ENV:WEIR_SIZE}"}
	case "String":
		if !p.Sensitive || p.Pattern != "" {
			return nil
		}
		return []string{"${ENV:WEIR_TEXT}", "a-${ENV:WEIR_TEXT}-b-${ENV:WEIR_TEXT}"}
	}
	return nil
}

// outside are values just outside of a property's bounds, and on them.
func outside(p trino.Property) []string {
	var all []string
	for _, bound := range []struct {
		at string
		by int64
	}{{p.Min, -1}, {p.Max, 1}} {
		if bound.at == "" {
			continue
		}
		all = append(all, bound.at)
		switch i := strings.IndexFunc(bound.at, func(r rune) bool { return r != '-' && r != '.' && (r < '0' || r > '9') }); {
		case strings.Contains(bound.at, "."):
			all = append(all, map[int64]string{-1: "-1.5", 1: "1000.5"}[bound.by])
		case i < 0:
			all = append(all, strconv.FormatInt(number(bound.at)+bound.by, 10))
		case number(bound.at[:i])+bound.by >= 0:
			all = append(all, strconv.FormatInt(number(bound.at[:i])+bound.by, 10)+bound.at[i:])
		}
	}
	return all
}

// odd are texts with marks that mean something to somebody.
var odd = []string{
	"a=b", "#weir", "!weir", "it's", `say "weir"`, `back\slash`, `C:\new\table`, "ünïcödé", "weir 😀", "a:b", "${", "$weir", "$${weir}", "a${b", "{weir}",
	"a\tb", "a\nb", "a;b", "a,b", "%20", "<weir>", "", "weir ", " weir", "${ENV:WEIR_TEXT", "${ENV:}", "${env:WEIR_TEXT}",
}
