// Package verify asks a real Trino what it says of the declared catalogs.
//
//	catalogs := verify.Catalogs(clusters)
//	asker := verify.Asker{Client: client, Prefix: verify.Prefix(), Properties: stubs.Literal}
//	outcomes, err := asker.Ask(ctx, catalogs, each)
//	findings := verify.Findings(outcomes, 476)
//
// Each catalog is created under a scratch name and dropped again, whatever comes. No secret is used: what stands for one is a
// stub. A server's complaint becomes a finding at the line of the property that it names. Compare says what a running server
// lacks of the declared catalogs, and what bringing it there would cost.
package verify
