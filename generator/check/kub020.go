package check

import "weir.local/generator/diag"

func prometheusSecretIsNamed() Rule {
	return Rule{
		ID: "KUB020", Level: diag.Error,
		Title:  "a Prometheus that asks for a secret, and none is named",
		Why:    "KEDA reads user and password, or the token, from a Secret of the cluster's namespace. Without its name each query is answered 401, and the workers stay as many as they are.",
		Source: "KEDA 2.21, TriggerAuthentication: secretTargetRef",
		Bad:    `environments: prod: eks: prometheus: {address: "https://prometheus.example", auth: mode: "bearer"} // here`,
		Good:   `environments: prod: eks: prometheus: {address: "https://prometheus.example", auth: {mode: "bearer", secret: "prometheus"}}`,
		Firm:   true,
		Model:  secretIsNamed,
	}
}

func secretIsNamed(h *here) diag.List {
	eks := h.env.Spec.Eks
	if eks == nil || eks.Prometheus == nil || eks.Prometheus.Auth == nil {
		return nil
	}
	switch auth := eks.Prometheus.Auth; {
	case auth.Mode != "aws" && auth.Secret == "":
		return one(h.env.At("eks", "prometheus", "auth", "mode"), "auth "+quote(auth.Mode)+" without a secret", `write secret: with the name of the Kubernetes Secret: secret: "prometheus"`)
	case auth.Mode == "aws" && auth.Secret != "":
		return one(h.env.At("eks", "prometheus", "auth", "secret"), `auth "aws" and a secret, which nobody reads`, `remove the secret, or write mode: "bearer"`)
	}
	return nil
}
