package model

import "slices"

// Field is a field of a cluster's declaration that sets one property of a file, by Trino's name of it.
type Field struct {
	Block    []string // where it stands: eventListeners, openlineage
	Name     string   // "trino"
	Property string   // "openlineage-event-listener.trino.uri"
}

// Fields are those of the blocks that a file each is made of, or a part of config.properties. Each block's are in the order in which they are written.
func Fields() []Field {
	const oauth2 = "http-server.authentication.oauth2."
	return slices.Concat(
		block([]string{"eventListeners", "mysql"}, "url", "mysql-event-listener.db.url"),
		block([]string{"eventListeners", "http"}, "url", "http-event-listener.connect-ingest-uri"),
		block([]string{"eventListeners", "kafka"}, "brokers", "kafka-event-listener.broker-endpoints"),
		block([]string{"eventListeners", "kafka", "topics"},
			"created", "kafka-event-listener.created-event.topic",
			"completed", "kafka-event-listener.completed-event.topic",
			"split", "kafka-event-listener.split-completed-event.topic",
		),
		block([]string{"eventListeners", "openlineage"},
			"trino", "openlineage-event-listener.trino.uri",
			"url", "openlineage-event-listener.transport.url",
			"apiKey", "openlineage-event-listener.transport.api-key",
		),
		block([]string{"authentication", "oauth2"},
			"issuer", oauth2+"issuer",
			"clientId", oauth2+"client-id",
			"clientSecret", oauth2+"client-secret",
			"scopes", oauth2+"scopes",
			"principalField", oauth2+"principal-field",
			"groupsField", "deprecated."+oauth2+"groups-field", // its only name in 470 and 476
		),
		block([]string{"authentication", "ldap"},
			"url", "ldap.url",
			"bindPattern", "ldap.user-bind-pattern",
			"baseDN", "ldap.user-base-dn",
			"groupPattern", "ldap.group-auth-pattern",
			"bindDN", "ldap.bind-dn",
			"bindPassword", "ldap.bind-password",
		),
		block([]string{"authentication", "passwords"}, "file", "file.password-file"),
	)
}

// block are the fields of one block: a name, its property, and so on.
func block(at []string, pairs ...string) []Field {
	var all []Field
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, Field{at, pairs[i], pairs[i+1]})
	}
	return all
}

// FieldsOf are the fields of one block.
func FieldsOf(at ...string) []Field {
	return slices.DeleteFunc(Fields(), func(f Field) bool { return !slices.Equal(f.Block, at) })
}

// FieldFor is the field that sets a property, if one does.
func FieldFor(property string) (Field, bool) {
	all := Fields()
	i := slices.IndexFunc(all, func(f Field) bool { return f.Property == property })
	if i < 0 {
		return Field{}, false
	}
	return all[i], true
}
