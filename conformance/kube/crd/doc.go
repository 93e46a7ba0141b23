// Package crd says of a custom resource what an API server with the real definitions would say, in this process: unknown fields, types,
// bounds, formats, lists that are sets or maps, and the definitions' own rules in CEL. It is the API server's own code, in its order:
//
//	v, err := crd.New()
//	v.Check(manifest) // [spec.limits.cpu: Invalid value …]
//
// It knows nothing of Kubernetes' own kinds, nor of what admission webhooks say: for those package server asks a server.
package crd
