package trino

import "strings"

// InClear says whether a value looks like an address with a password in it: "https://user:password@host",
// "jdbc:sqlserver://host;password=…", "jdbc:oracle:thin:user/password@host".
func InClear(value string) bool {
	if login, ok := strings.CutPrefix(value, "jdbc:oracle:thin:"); ok {
		user, _, has := strings.Cut(login, "@")
		return has && strings.Contains(user, "/")
	}
	_, rest, isURL := strings.Cut(value, "://")
	if !isURL {
		return false
	}
	authority, query := rest, ""
	if end := strings.IndexAny(rest, "/?;#"); end >= 0 {
		authority, query = rest[:end], rest[end:]
	}
	user, _, has := strings.Cut(authority, "@")
	if _, password, ok := strings.Cut(user, ":"); has && ok && password != "" {
		return true
	}
	return passwordIn(query)
}

func passwordIn(query string) bool {
	for _, part := range strings.FieldsFunc(query, func(r rune) bool { return strings.ContainsRune("?&;#/", r) }) {
		key, value, _ := strings.Cut(part, "=")
		if value != "" && NamesSecret(key) {
			return true
		}
	}
	return false
}

// NamesSecret says whether what a key names is a secret: trustStorePassword, sslpassword, pwd, access_token, secretKey.
func NamesSecret(key string) bool {
	key = strings.ToLower(key)
	for _, word := range secretNames() {
		if strings.HasSuffix(key, word) {
			return true
		}
	}
	return false
}

func secretNames() []string {
	return []string{
		"password", "passwd", "pwd", "token", "secret",
		"secretkey", "secret_key", "secret-key", "privatekey", "private_key", "private-key", "accesskey", "access_key", "access-key",
	}
}

// FlagInClear says whether a JVM flag sets a system property that names a secret: -Djavax.net.ssl.trustStorePassword=…
func FlagInClear(flag string) bool {
	setting, isProperty := strings.CutPrefix(flag, "-D")
	key, value, set := strings.Cut(setting, "=")
	return isProperty && set && value != "" && NamesSecret(key)
}
