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
	Kind     string
	Name     string
	Plugin   string // its folder in the distribution: "delta-lake"
	Bindings []Binding
	Session  []SessionProperty
}

// A Binding says that a file reads the properties of a class.
type Binding struct {
	Class    string
	Prefix   string // "exchange": exchange.http-client.max-threads
	When     Condition
	Role     Role
	Defaults map[string]string // where they differ from the class's own; "computed" when machine-dependent
}

// A Class is one configuration class.
type Class struct {
	Properties []ClassProperty
	Defunct    []string
	Assertions []string // the rules between its fields, by method name: "isUrlValid"
}

// A ClassProperty is a property as its class declares it.
type ClassProperty struct {
	Name         string // none when only legacy names are left
	Type         string
	Default      string
	Required     bool
	Min          string
	Max          string
	MinExclusive bool
	MaxExclusive bool
	Pattern      string
	Rules        []string // "PowerOfTwo", "FileExists", "NotEmpty"
	Enum         []string
	Aliases      map[string]string // every text that is taken, where the enum reads its names itself
	Sensitive    bool
	Deprecated   bool
	Hidden       bool
	Legacy       []LegacyName
}

// A LegacyName is an earlier name of a property, that the server still takes.
type LegacyName struct {
	Name string
	Type string // where it differs from the property's
	Enum []string
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
