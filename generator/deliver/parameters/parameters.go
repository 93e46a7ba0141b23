// Package parameters reads Parameter Store. It never asks for the value of a SecureString.
package parameters

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// Place says which Parameter Store is read. What is empty is found as the AWS CLI finds it: environment, profile, metadata.
type Place struct {
	Region   string // "us-west-2"
	Endpoint string // "http://127.0.0.1:5000", of an emulator
}

// Parameter is one parameter.
type Parameter struct {
	Name   string // "/trino/catalog/orders.properties"
	Value  string // of a String or StringList; empty of a SecureString
	Secure bool   // it is a SecureString
}

// most is how many parameters are read: an account has 10,000 of the standard tier in a region (AWS, Systems Manager quotas).
const most = 10_000

// Under lists the parameters below a prefix, in the order of Parameter Store: Under(ctx, place, "/trino").
// Values of SecureStrings are not decrypted, and what comes in their place is thrown away.
func Under(ctx context.Context, place Place, prefix string) ([]Parameter, error) {
	client, err := place.client(ctx)
	if err != nil {
		return nil, err
	}
	pages := ssm.NewGetParametersByPathPaginator(client, &ssm.GetParametersByPathInput{
		Path: aws.String(prefix), Recursive: aws.Bool(true), WithDecryption: aws.Bool(false),
	})
	var all []Parameter
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the parameters under %s: %w", prefix, err)
		}
		for _, p := range page.Parameters {
			all = append(all, parameterOf(p))
		}
		if len(all) > most {
			return nil, fmt.Errorf("reading the parameters under %s: more than %d", prefix, most)
		}
	}
	return all, nil
}

func parameterOf(p types.Parameter) Parameter {
	one := Parameter{Name: aws.ToString(p.Name), Secure: p.Type == types.ParameterTypeSecureString}
	if !one.Secure {
		one.Value = aws.ToString(p.Value)
	}
	return one
}

// client asks with retries that slow down when Parameter Store says so: 40 reads a second are shared by an account.
func (p Place) client(ctx context.Context) (*ssm.Client, error) {
	options := []func(*config.LoadOptions) error{config.WithRetryMode(aws.RetryModeAdaptive), config.WithRetryMaxAttempts(5)}
	if p.Region != "" {
		options = append(options, config.WithRegion(p.Region))
	}
	settings, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("reading the AWS configuration: %w", err)
	}
	if settings.Region == "" {
		return nil, fmt.Errorf("no AWS region: name one with --region, or in AWS_REGION")
	}
	return ssm.NewFromConfig(settings, func(o *ssm.Options) {
		if p.Endpoint != "" {
			o.BaseEndpoint = aws.String(strings.TrimSuffix(p.Endpoint, "/"))
		}
	}), nil
}
