package trino

// Data is all that a harvest knows of one release, keyed by class.
type Data struct {
	Version int               // 476
	Classes map[string]Class  // by Java name; "name#2" when two plugins ship different ones
	Files   []FileData        // sorted by kind, then name
	Session []SessionProperty // the server's own
}

// A FileData is one file that the release reads: the server's
// config.properties (kind "server", no name), a catalog (kind "connector", name
// "hive"), or another that names a plugin's factory (kind "event-listener",
// name "mysql").
type FileData struct {
	Kind     string            `json:"kind"`
	Name     string            `json:"name,omitempty"`
	Plugin   string            `json:"plugin,omitempty"` // its folder in the distribution: "delta-lake"
	Bindings []Binding         `json:"bindings"`
	Session  []SessionProperty `json:"session,omitempty"`
}

// A Binding says that a file reads the properties of a class.
type Binding struct {
	Class    string            `json:"class"`
	Prefix   string            `json:"prefix,omitempty"` // "exchange": exchange.http-client.max-threads
	When     Condition         `json:"when,omitempty"`
	Role     Role              `json:"role,omitempty"`
	Defaults map[string]string `json:"defaults,omitempty"` // where they differ from the class's own; "computed" when machine-dependent
}

// A Class is one configuration class.
type Class struct {
	Properties []ClassProperty `json:"properties"`
	Defunct    []string        `json:"defunct,omitempty"`
	Assertions []string        `json:"assertions,omitempty"` // the rules between its fields, by method name: "isUrlValid"
}

// A ClassProperty is a property as its class declares it.
type ClassProperty struct {
	Name         string            `json:"name,omitempty"` // none when only legacy names are left
	Type         string            `json:"type,omitempty"`
	Default      string            `json:"default,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Min          string            `json:"min,omitempty"`
	Max          string            `json:"max,omitempty"`
	MinExclusive bool              `json:"minExclusive,omitempty"`
	MaxExclusive bool              `json:"maxExclusive,omitempty"`
	Pattern      string            `json:"pattern,omitempty"`
	Rules        []string          `json:"rules,omitempty"` // "PowerOfTwo", "FileExists", "NotEmpty"
	Enum         []string          `json:"enum,omitempty"`
	Aliases      map[string]string `json:"aliases,omitempty"` // every text that is taken, where the enum reads its names itself
	Sensitive    bool              `json:"sensitive,omitempty"`
	Deprecated   bool              `json:"deprecated,omitempty"`
	Hidden       bool              `json:"hidden,omitempty"`
	Legacy       []LegacyName      `json:"legacy,omitempty"`
}

// A LegacyName is an earlier name of a property, that the server still takes.
type LegacyName struct {
	Name string   `json:"name"`
	Type string   `json:"type,omitempty"` // where it differs from the property's
	Enum []string `json:"enum,omitempty"`
}

// A SessionProperty is what SET SESSION takes, without the catalog's name.
type SessionProperty struct {
	Name   string `json:"name"`
	Type   string `json:"type"` // Trino's SQL type: "boolean", "varchar", "bigint", …
	Hidden bool   `json:"hidden,omitempty"`
}

// A Role says which nodes may carry a property of config.properties.
type Role string

const (
	Both            Role = ""
	CoordinatorOnly Role = "coordinator"
)
