// Package adopt makes declarations of configuration that is already there: Trino's own files, values of the official Helm
// chart, ECS task definitions, lifecycle configurations of buckets, parameters of Parameter Store.
//
//	catalog orders, from                      becomes
//	connector.name=mysql                      catalogs: orders: schema.#MySQL & {
//	connection-url=jdbc:mysql://db:3306?…         host: "db"
//	connection-user=${ENV:ORDERS_USER}            user: parameter: "/lake/{environment}/orders/user"
//
// It reads bytes and returns values: declarations, the secrets that somebody stores, and what could not be taken with the
// reason. It neither opens files nor prints, and nothing that it returns holds the value of a secret.
package adopt
