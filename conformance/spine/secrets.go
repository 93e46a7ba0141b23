package spine

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"weir.local/generator/verify"
)

// Secret says what a ${ENV:...} of a property holds here. In the cloud it comes from Parameter Store or Secrets Manager.
type Secret struct {
	Files, Key string // globs, as in Change
	Value      func(Place) (string, error)
}

// The database that Trino's event listener writes to, and who it is there. Aurora's in the cloud.
const (
	eventsDatabase = "trino_events"
	mariadbUser    = "trino"
	mariadbSecret  = "a password of this run"
)

// Secrets is the list; the value of a variable that it does not name is "unused": its catalog is not asked anything.
func Secrets() []Secret {
	return []Secret{
		{"config.properties", "internal-communication.shared-secret", fixed("the nodes of this run know each other by this")},
		{"config.properties", "protocol.spooling.shared-secret-key", fixed("d2VpciB3ZWlyIHdlaXIgd2VpciB3ZWlyIHdlaXIgd2U=")}, // 32 bytes in base64
		{"event-listener.properties", "mysql-event-listener.db.url", eventsURL},
		{"catalog/orders.properties", "connection-user", fixed(mariadbUser)},
		{"catalog/orders.properties", "connection-password", fixed(mariadbSecret)},
		{"catalog/*.properties", "gsheets.credentials-key", serviceAccount},
	}
}

func fixed(value string) func(Place) (string, error) {
	return func(Place) (string, error) { return value, nil }
}

func eventsURL(place Place) (string, error) {
	return fmt.Sprintf("jdbc:mysql://%s/%s?user=%s&password=%s&sslMode=REQUIRED",
		place.MariaDB, eventsDatabase, mariadbUser, strings.ReplaceAll(mariadbSecret, " ", "%20")), nil
}

// serviceAccount is a key file in base64, as gsheets.credentials-key wants it.
func serviceAccount(Place) (string, error) {
	account, err := verify.ServiceAccount()
	return base64.StdEncoding.EncodeToString([]byte(account)), err
}

// Environment is every variable that the files name, with its value. A variable that two properties want to differ is an error.
func Environment(files Files, place Place) (map[string]string, error) {
	all, err := files.Properties()
	if err != nil {
		return nil, err
	}
	environment, by := map[string]string{}, map[string]string{}
	for file, properties := range all {
		for key, value := range properties {
			for _, reference := range regexp.MustCompile(`\$\{ENV:([^}]+)\}`).FindAllStringSubmatch(value, -1) {
				wanted, err := secretOf(file, key, place)
				if err != nil {
					return nil, fmt.Errorf("making a value for %s of %s: %w", key, file, err)
				}
				name := reference[1]
				if now, taken := environment[name]; taken && now != wanted {
					return nil, fmt.Errorf("%s of %s and %s need different values of %s", key, file, by[name], name)
				}
				environment[name], by[name] = wanted, key+" of "+file
			}
		}
	}
	return environment, nil
}

func secretOf(file, key string, place Place) (string, error) {
	for _, secret := range Secrets() {
		if glob(secret.Files, file) && glob(secret.Key, key) {
			return secret.Value(place)
		}
	}
	return "unused", nil
}
