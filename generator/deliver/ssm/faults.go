package ssm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/aws/smithy-go"
)

// Fault is what AWS refused, and what to do about it.
type Fault struct {
	Doing  string // "writing /weir/prod/adhoc/log.properties"
	Says   string // "ThrottlingException: Rate exceeded"
	Remedy string
	err    error
}

func (f *Fault) Error() string { return f.Doing + ": " + f.Says }
func (f *Fault) Unwrap() error { return f.err }

// Refused is what weir does not do, and what to do about it.
type Refused struct{ Message, Remedy string }

func (r *Refused) Error() string { return r.Message }

func refuse(remedy, format string, args ...any) error {
	return &Refused{fmt.Sprintf(format, args...), remedy}
}

const goesOn = "; then run it again: it goes on where it stopped"

// remedies is what to do about an error of the API, by its code. Sources: the
// API reference of Systems Manager, Common Errors and the Errors of each call.
func remedies() map[string]string {
	renew := "renew the credentials (aws sso login, or a new session of the role)" + goesOn
	clock := "set the clock of this machine: AWS refuses what is signed minutes early or late" + goesOn
	return map[string]string{
		"AccessDeniedException":                "allow the role the action on the parameter that the message names" + goesOn,
		"ExpiredTokenException":                renew,
		"ExpiredToken":                         renew,
		"UnrecognizedClientException":          "these are not credentials of this account: look at AWS_PROFILE or AWS_ACCESS_KEY_ID" + goesOn,
		"InvalidClientTokenId":                 "these are not credentials of this account: look at AWS_PROFILE or AWS_ACCESS_KEY_ID" + goesOn,
		"InvalidSignatureException":            clock,
		"RequestTimeTooSkewed":                 clock,
		"RequestExpired":                       clock,
		"ThrottlingException":                  "somebody else uses up the rate of the account: wait, or write --rate 1" + goesOn,
		"ParameterAlreadyExists":               "somebody else was faster by a moment" + goesOn,
		"TooManyUpdates":                       "somebody else writes the same parameter: find out who" + goesOn,
		"ParameterLimitExceeded":               "the account has no room for more parameters: weir ssm prune, or ask AWS for a higher quota" + goesOn,
		"ParameterMaxVersionLimitExceeded":     "its oldest version has a label, and weir sets none: aws ssm unlabel-parameter-version" + goesOn,
		"HierarchyLevelLimitExceededException": "a name has more than 15 levels: name the file otherwise",
		"ValidationException":                  "run weir vet and weir build; when they find nothing, this is a mistake of weir's: report it with this message",
		"InternalServerError":                  "AWS has trouble: look at its status page" + goesOn,
	}
}

// explain says what was being done, what AWS answered, and what helps.
func explain(doing string, err error) error {
	f := &Fault{Doing: doing, Says: err.Error(), err: err}
	var api smithy.APIError
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled):
		f.Says, f.Remedy = "interrupted", "run it again: it goes on where it stopped"
	case errors.As(err, &api):
		f.Says = api.ErrorCode() + ": " + api.ErrorMessage()
		f.Remedy = remedies()[api.ErrorCode()]
	case strings.Contains(err.Error(), "get credentials") || strings.Contains(err.Error(), "get identity"):
		f.Says, f.Remedy = "there are no AWS credentials", "set AWS_PROFILE, or run it where a role gives them"
	case errors.As(err, &network):
		f.Says, f.Remedy = "no answer: "+network.Error(), "look at the network, the region and the endpoint"+goesOn
	}
	if f.Remedy == "" {
		f.Remedy = "look up the message" + goesOn
	}
	return f
}
