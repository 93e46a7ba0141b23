package schema

// Where is where the platform finds a secret: "parameter /lake/prod/orders/password", "secret dw, key user".
func (r Reference) Where() string {
	switch {
	case r.Parameter != "":
		return "parameter " + r.Parameter
	case r.Key != "":
		return "secret " + r.Secret + ", key " + r.Key
	}
	return "secret " + r.Secret
}
