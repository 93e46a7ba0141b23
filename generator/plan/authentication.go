package plan

import (
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Kinds of authentication, in Trino's words.
const (
	oauth2   = "OAUTH2"
	password = "PASSWORD"
)

// tlsPort is where Trino ends TLS: the port of its documentation's examples and of the chart.
const tlsPort = 8443

// securityLines are what the coordinator's config.properties says of who may reach it and how users prove who they are. Workers are
// reached by the coordinator alone, which proves itself by the shared secret.
func (d *draft) securityLines() []model.Line {
	lines := append(d.authenticationLines(), d.tlsLines()...)
	if d.Spec.Behind != "" {
		origin := source.Computed("behind: what stands in front says by headers how a request came in", d.decl.origin("behind"))
		lines = append(lines, model.Line{Key: "http-server.process-forwarded", Value: "true", Scope: model.CoordinatorOnly, Origin: origin})
	}
	return lines
}

func (d *draft) authenticationLines() []model.Line {
	order, origin := d.authenticationOrder()
	if len(order) == 0 {
		return nil
	}
	insecure := source.Fixed("without it, whoever reaches the plain port is whom they say they are")
	lines := []model.Line{
		{Key: "http-server.authentication.type", Value: strings.Join(order, ","), Scope: model.ByPlatform, Origin: origin},
		{Key: "http-server.authentication.allow-insecure-over-http", Value: "false", Scope: model.CoordinatorOnly, Origin: insecure},
	}
	if slices.Contains(order, oauth2) { // beside other kinds Trino refuses them
		lines = append(lines, scoped(d.fieldLines("authentication", "oauth2"), model.CoordinatorOnly)...)
	}
	if files := d.authenticators(); len(files) > 1 {
		lines = append(lines, filesLine("password-authenticator.config-files", files))
	}
	return lines
}

// authenticationOrder is the declared order of what is declared, or OAUTH2 before PASSWORD: the Web UI takes the first.
func (d *draft) authenticationOrder() ([]string, *source.Origin) {
	there, origin := d.authenticationKinds()
	if there == nil || len(d.Spec.Authentication.Order) == 0 {
		return there, origin
	}
	var order []string
	for _, kind := range d.Spec.Authentication.Order {
		if slices.Contains(there, kind) {
			order = append(order, kind)
		}
	}
	return order, d.decl.origin("authentication", "order")
}

// authenticationKinds are the kinds that the declaration says something of.
func (d *draft) authenticationKinds() ([]string, *source.Origin) {
	spec := d.Spec.Authentication
	if spec == nil {
		return nil, nil
	}
	var order []string
	var from []*source.Origin
	if spec.Oauth2 != nil {
		order, from = append(order, oauth2), append(from, d.decl.origin("authentication", "oauth2"))
	}
	for _, a := range d.authenticators() {
		from = append(from, a.Origin)
		if !slices.Contains(order, password) {
			order = append(order, password)
		}
	}
	return order, source.Computed("authentication: what is declared, OAUTH2 first, as the Web UI takes the first", from...)
}

func (d *draft) tlsLines() []model.Line {
	keystore, ok := d.secretFile("http-server.https.keystore.path", "keystore.pem", "tls", "keystore")
	if !ok {
		return nil
	}
	origin, port := d.decl.origin("tls"), tlsPort
	if d.Spec.Tls.Port != 0 {
		port, origin = int(d.Spec.Tls.Port), d.decl.origin("tls", "port")
	}
	return scoped([]model.Line{
		{Key: "http-server.https.enabled", Value: "true", Origin: d.decl.origin("tls")},
		{Key: "http-server.https.port", Value: strconv.Itoa(port), Origin: origin},
		keystore,
	}, model.ByPlatform)
}

// authenticators are the files of what checks passwords, on the coordinator alone. The first has Trino's own name, password-authenticator.properties,
// where the chart would otherwise put a file of its own; config.properties lists them when there are several.
func (d *draft) authenticators() []model.File {
	var files []model.File
	spec := d.Spec.Authentication
	if spec == nil {
		return nil
	}
	if spec.Passwords != nil {
		var lines []model.Line
		if line, ok := d.secretFile("file.password-file", "password.db", "authentication", "passwords", "file"); ok {
			lines = append(lines, line)
		}
		files = append(files, d.named("password-authenticator", "file", lines, "authentication", "passwords"))
	}
	if spec.Ldap != nil {
		files = append(files, d.named("password-authenticator", "ldap", d.fieldLines("authentication", "ldap"), "authentication", "ldap"))
	}
	if len(files) > 0 {
		files[0].Path = "password-authenticator.properties"
	}
	return files
}

// named is a file that names what it is for: "ldap" of the password authenticators, with the user's own properties.
func (d *draft) named(kind, name string, lines []model.Line, path ...string) model.File {
	origin := d.decl.origin(path...)
	first := model.Line{Key: kind + ".name", Value: name, Scope: model.BothRoles, Origin: origin}
	lines = d.withOwn(append([]model.Line{first}, lines...), append(slices.Clone(path), "properties")...)
	return model.File{Path: kind + "-" + name + ".properties", Lines: lines, Origin: origin}
}

// filesLine lists files of a kind in config.properties.
func filesLine(property string, files []model.File) model.Line {
	var paths []string
	var from []*source.Origin
	for _, f := range files {
		paths, from = append(paths, etcTrino+f.Path), append(from, f.Origin)
	}
	return model.Line{Key: property, Value: strings.Join(paths, ","), Scope: model.CoordinatorOnly, Origin: source.Computed("a file for each", from...)}
}
