package ssm

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// Options are how Parameter Store is talked to; what is zero is the default.
type Options struct {
	Region   string
	Endpoint string        // "": that of AWS, or what AWS_ENDPOINT_URL_SSM says
	Rate     float64       // writes a second, 3: what AWS Support names for accounts with standard throughput (docs/guide/parameter-store.md)
	Attempts int           // of one call, 12
	Backoff  time.Duration // at most, between two attempts, 20 s
	Timeout  time.Duration // of one attempt, 30 s
}

func (o Options) filled() Options {
	o.Rate = cmpOr(o.Rate, 3)
	o.Attempts = cmpOr(o.Attempts, 12)
	o.Backoff = cmpOr(o.Backoff, 20*time.Second)
	o.Timeout = cmpOr(o.Timeout, 30*time.Second)
	return o
}

func cmpOr[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// Store is Parameter Store of one account and region.
type Store struct {
	api  *ssm.Client
	wait time.Duration // between two writes
	last time.Time     // of a write
	back time.Duration // between two looks at what was just written
}

// Open is the Parameter Store that the credentials of the environment lead to.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.filled()
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion(o.Region))
	if err != nil {
		return nil, explain("reading the AWS configuration", err)
	}
	client := ssm.NewFromConfig(cfg, func(c *ssm.Options) {
		if o.Endpoint != "" {
			c.BaseEndpoint = aws.String(o.Endpoint)
		}
		c.HTTPClient = awshttp.NewBuildableClient().WithTimeout(o.Timeout)
		c.Retryer = retryer(o)
	})
	return &Store{api: client, wait: time.Duration(float64(time.Second) / o.Rate), back: min(o.Backoff, time.Second)}, nil
}

// retryer tries a call again with growing, random pauses. Its number of
// attempts is the only limit: a push of hundreds of parameters is throttled more
// often than the SDK's allowance for a process has room for.
func retryer(o Options) aws.Retryer {
	return retry.NewStandard(func(s *retry.StandardOptions) {
		s.MaxAttempts, s.MaxBackoff, s.RateLimiter = o.Attempts, o.Backoff, ratelimit.None
		s.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(nobodyThere)}, s.Retryables...)
		s.Retryables = append(s.Retryables, retry.RetryableErrorCode{Codes: map[string]struct{}{
			"TooManyUpdates": {}, // two writes of one parameter at once (PutParameter, Errors)
		}})
	})
}

// nobodyThere ends a call that reaches nobody at once: a wrong endpoint or no
// network is nothing to wait minutes for.
func nobodyThere(err error) aws.Ternary {
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return aws.FalseTernary
	}
	return aws.UnknownTernary
}

// held is a version of a parameter as Parameter Store holds it.
type held struct {
	Name, Value string
	Secure      bool // a SecureString: none of weir's
	Version     int64
	Modified    time.Time
	By          string // ARN of who wrote it; known of a history alone
	ARN         string
}

const pageSize = 10 // of GetParameters, GetParametersByPath and DeleteParameters

// beneath is the newest version of every parameter beneath a path, by name.
func (s *Store) beneath(ctx context.Context, home string) (map[string]held, error) {
	all := map[string]held{}
	pages := ssm.NewGetParametersByPathPaginator(s.api, &ssm.GetParametersByPathInput{
		Path: aws.String(home), Recursive: aws.Bool(true), MaxResults: aws.Int32(pageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("reading the parameters beneath "+home, err)
		}
		for _, p := range page.Parameters {
			all[aws.ToString(p.Name)] = heldOf(p)
		}
	}
	return all, nil
}

// at reads versions, "<name>:<version>", ten a call; what is not there is
// missing from the answer.
func (s *Store) at(ctx context.Context, refs []string) (map[string]held, error) {
	all := map[string]held{}
	for batch := range slices.Chunk(unique(refs), pageSize) {
		got, err := s.api.GetParameters(ctx, &ssm.GetParametersInput{Names: batch})
		if err != nil {
			return nil, explain("reading "+named(batch), err)
		}
		for _, p := range got.Parameters {
			h := heldOf(p)
			all[fmt.Sprintf("%s:%d", h.Name, h.Version)] = h
		}
	}
	return all, nil
}

// history is every version that Parameter Store still has of a parameter, in
// their order; none when there is no such parameter.
func (s *Store) history(ctx context.Context, name string) ([]held, error) {
	var all []held
	pages := ssm.NewGetParameterHistoryPaginator(s.api, &ssm.GetParameterHistoryInput{Name: aws.String(name), MaxResults: aws.Int32(50)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		var missing *types.ParameterNotFound
		if errors.As(err, &missing) {
			return nil, nil
		}
		if err != nil {
			return nil, explain("reading the versions of "+name, err)
		}
		for _, p := range page.Parameters {
			all = append(all, held{
				Name: aws.ToString(p.Name), Value: aws.ToString(p.Value), Version: p.Version, Secure: p.Type == types.ParameterTypeSecureString,
				Modified: aws.ToTime(p.LastModifiedDate), By: aws.ToString(p.LastModifiedUser),
			})
		}
	}
	slices.SortFunc(all, func(a, b held) int { return int(a.Version - b.Version) })
	return all, nil
}

// put writes a parameter and returns its version. New says that there is none
// yet: tags go with the first version alone (PutParameter, Tags).
func (s *Store) put(ctx context.Context, p Parameter, value string, isNew bool) (int64, error) {
	if err := s.pace(ctx); err != nil {
		return 0, explain("writing "+p.Name, err)
	}
	input := &ssm.PutParameterInput{
		Name: aws.String(p.Name), Value: aws.String(value), Type: types.ParameterTypeString, Overwrite: aws.Bool(!isNew),
	}
	if p.Description != "" {
		input.Description = aws.String(p.Description)
	}
	// An advanced parameter never becomes standard again, so a smaller value says nothing of its tier.
	if p.Tier == "Advanced" || isNew && p.Tier != "" {
		input.Tier = types.ParameterTier(p.Tier)
	}
	if isNew {
		for _, t := range p.Tags {
			input.Tags = append(input.Tags, types.Tag{Key: aws.String(t.Key), Value: aws.String(t.Value)})
		}
	}
	put, err := s.api.PutParameter(ctx, input)
	if err != nil {
		return 0, explain("writing "+p.Name, err)
	}
	return put.Version, nil
}

// pace waits until the next write may go.
func (s *Store) pace(ctx context.Context) error {
	timer := time.NewTimer(time.Until(s.last.Add(s.wait)))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		s.last = time.Now()
		return nil
	}
}

// remove deletes parameters with all their versions; one that is not there is
// none that is left.
func (s *Store) remove(ctx context.Context, names []string) error {
	for batch := range slices.Chunk(names, pageSize) {
		if _, err := s.api.DeleteParameters(ctx, &ssm.DeleteParametersInput{Names: batch}); err != nil {
			return explain("deleting "+named(batch), err)
		}
	}
	return nil
}

func heldOf(p types.Parameter) held {
	return held{
		Name: aws.ToString(p.Name), Value: aws.ToString(p.Value), Version: p.Version, Secure: p.Type == types.ParameterTypeSecureString,
		Modified: aws.ToTime(p.LastModifiedDate), ARN: aws.ToString(p.ARN),
	}
}

func unique(names []string) []string {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// named is the first of some names, and how many more there are.
func named(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

// account is the account of an ARN: arn:aws:ssm:us-west-2:111122223333:parameter/… ; empty where there is none.
func account(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}
