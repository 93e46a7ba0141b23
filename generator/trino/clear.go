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
		"password", "passwd", "passphrase", "passcode", "pwd", "token", "secret", "credential", "credentials",
		"secretkey", "secret_key", "secret-key", "privatekey", "private_key", "private-key", "accesskey", "access_key", "access-key",
		"apikey", "api_key", "api-key", "accountkey", "account_key", "account-key", "authkey", "auth_key", "auth-key",
		"credentials-key", "customer-key", "encryption-key", "json-key", "shared-key", "signing-key",
	}
}

// LooksSecret says whether a property that nobody knows holds a secret in clear, as its name has it: my.api-key=5f2c. true and false
// are no secrets: my.use-access-token=true.
func LooksSecret(key, value string) bool {
	value = strings.TrimSpace(value)
	return value != "" && NamesSecret(key) && !HoldsSecret(value) && !strings.EqualFold(value, "true") && !strings.EqualFold(value, "false")
}

// FlagInClear says whether a JVM flag sets a system property that names a secret: -Djavax.net.ssl.trustStorePassword=…
func FlagInClear(flag string) bool {
	setting, isProperty := strings.CutPrefix(flag, "-D")
	key, value, set := strings.Cut(setting, "=")
	return isProperty && set && value != "" && NamesSecret(key)
}
