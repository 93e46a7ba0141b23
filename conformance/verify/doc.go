// Package verify runs `weir trino verify` and `weir trino catalogs plan` as a user does, on the real Trino.
package verify
