package k8s

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// externalSecret makes the Secret that the chart's values refer to: a key for each variable, its value from where the declaration says.
func externalSecret(c *model.Cluster) []manifest {
	var data artifact.List
	for _, s := range c.Secrets {
		if entry := secretData(c, s); entry != nil {
			data = append(data, entry)
		}
	}
	if len(data) == 0 {
		return nil
	}
	why := source.Computed("secrets: what the chart's values refer to", source.Declared(c.Place))
	name := c.Name + "-secrets"
	return []manifest{{
		apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", name: name, wave: secrets, why: why,
		comment: "External Secrets reads the values and makes the Secret; weir never sees them. A pod reads them when it starts.",
		body: artifact.Map{{Key: "spec", Value: artifact.Map{
			of("refreshInterval", c.Stores.Refresh),
			{Key: "secretStoreRef", Value: storeRef(c.Stores.Secrets)},
			{Key: "target", Value: artifact.Map{
				text("name", why, name), text("creationPolicy", why, "Owner"), text("deletionPolicy", why, "Retain"),
			}},
			{Key: "data", Value: data},
		}}},
	}}
}

// secretData is one key of the Secret; nil where the environment does not say where the secret is, which is a finding.
func secretData(c *model.Cluster, s model.Secret) artifact.Node {
	key := text("secretKey", s.Origin, s.Variable)
	if s.Reference.Parameter != "" {
		return artifact.Map{
			key,
			{Key: "remoteRef", Value: artifact.Map{text("key", s.Origin, s.Reference.Parameter)}},
			{Key: "sourceRef", Value: artifact.Map{{Key: "storeRef", Value: storeRef(c.Stores.Parameters)}}},
		}
	}
	if s.ARN == "" {
		return nil
	}
	ref := artifact.Map{text("key", s.Origin, s.SecretARN())}
	if s.Reference.Key != "" {
		ref = append(ref, text("property", s.Origin, s.Reference.Key))
	}
	return artifact.Map{key, {Key: "remoteRef", Value: ref}}
}

// storeRef names a ClusterSecretStore.
func storeRef(store model.Text) artifact.Map {
	return artifact.Map{of("name", store), text("kind", store.Origin, "ClusterSecretStore")}
}
