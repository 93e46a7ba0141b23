package policy

import "testing"

func TestPatternsMatchAsIAMDoes(t *testing.T) {
	for _, row := range []struct {
		pattern, text string
		want          bool
	}{
		{"*", "", true},
		{"arn:aws:s3:::lake/warehouse/*", "arn:aws:s3:::lake/warehouse/a/b.parquet", true},
		{"arn:aws:s3:::lake/warehouse/*", "arn:aws:s3:::lake/other/b.parquet", false},
		{"arn:aws:s3:::lake", "arn:aws:s3:::lake/a", false},
		{"secret:orders-??????", "secret:orders-a1B2c3", true},
		{"secret:orders-??????", "secret:orders-a1B2c", false},
		{"a*c*e", "abcde", true},
		{"a*c*e", "abde", false},
		{"glue:Get*", "glue:getTable", false},
	} {
		if got := Match(row.pattern, row.text); got != row.want {
			t.Errorf("Match(%q, %q) = %v", row.pattern, row.text, got)
		}
	}
}

func TestConditionsMustAllHold(t *testing.T) {
	s := Statement{
		Actions: []string{"kms:Decrypt"}, Resources: []string{"key"},
		Conditions: []Condition{
			{"StringEquals", "kms:ViaService", []string{"ssm.us-west-2.amazonaws.com"}},
			{"StringLike", "kms:EncryptionContext:PARAMETER_ARN", []string{"arn:*:parameter/weir/*"}},
		},
	}
	via := map[string]string{"kms:ViaService": "ssm.us-west-2.amazonaws.com"}
	if s.Allows(Request{"kms:Decrypt", "key", via}) {
		t.Error("a request without the second condition's value is allowed")
	}
	via["kms:EncryptionContext:PARAMETER_ARN"] = "arn:aws:ssm:us-west-2:1:parameter/weir/a"
	if !s.Allows(Request{"kms:Decrypt", "key", via}) {
		t.Error("a request that fits both is refused")
	}
	via["kms:ViaService"] = "s3.us-west-2.amazonaws.com"
	if s.Allows(Request{"kms:Decrypt", "key", via}) {
		t.Error("a request through another service is allowed")
	}
}

func TestSizeCountsTheDocumentWithoutWhiteSpace(t *testing.T) {
	s := Statement{Sid: "A", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::b/*"}}
	want := `{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::b/*"],"Sid":"A"}],"Version":"2012-10-17"}`
	if got := Size([]Statement{s}); got != len(want) {
		t.Errorf("got %d, want %d", got, len(want))
	}
}
