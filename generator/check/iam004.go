package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/source"
)

func keyOfRegion() Rule {
	return Rule{
		ID: "IAM004", Level: diag.Error,
		Title:  "a key of another region",
		Why:    "Parameter Store, CloudWatch Logs and S3 encrypt with keys of their own region: with another one parameters, log groups and buckets are refused.",
		Source: "Amazon S3 User Guide, Using SSE-KMS: the key is in the bucket's region; CloudWatch Logs API, AssociateKmsKey; AWS Systems Manager API, PutParameter: KeyId",
		Bad:    `environments: prod: kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" // here`,
		Good:   `environments: prod: kmsKey: "arn:aws:kms:us-west-2:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			all := h.keyHere(h.env.Spec.KmsKey, h.env.At("kmsKey"))
			for _, b := range h.env.Lake.Buckets {
				all = append(all, h.keyHere(b.Spec.KmsKey, lakeField(h, b, "kmsKey"))...)
			}
			return all
		},
	}
}

func (h *here) keyHere(arn string, at source.Place) diag.List {
	if region := arnField(arn, 3); arn != "" && region != h.env.Spec.Region {
		return one(at, "the key is of "+region+", the environment of "+h.env.Spec.Region, "write a key of "+h.env.Spec.Region)
	}
	return nil
}
