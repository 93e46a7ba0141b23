// Package ssmtest is a Parameter Store for tests, on loopback, and a proxy
// that lets calls fail. It refuses what the API reference of Systems Manager
// says that AWS refuses; emulators take most of it.
package ssmtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Account is that of every parameter here.
const Account = "111122223333"

// Server is a Parameter Store.
type Server struct {
	*httptest.Server
	Now func() time.Time // its clock

	mu         sync.Mutex
	parameters map[string]*parameter
	writes     []string // names, in their order
}

type parameter struct {
	versions []Version
	tier     string
	tags     map[string]string
}

// Version is a version of a parameter.
type Version struct {
	Value, Description, Type, By string
	Number                       int64
	Modified                     time.Time
}

// New starts a Parameter Store without parameters.
func New() *Server {
	s := &Server{Now: time.Now, parameters: map[string]*parameter{}}
	s.Server = httptest.NewServer(s)
	return s
}

// Versions is every version of a parameter that is kept.
func (s *Server) Versions(name string) []Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.parameters[name]; p != nil {
		return slices.Clone(p.versions)
	}
	return nil
}

// Names is every parameter.
func (s *Server) Names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.parameters))
}

// Writes are the names of the parameters written through the API since the
// last call of Writes, in their order.
func (s *Server) Writes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	writes := s.writes
	s.writes = nil
	return writes
}

// Set writes a parameter as somebody else would.
func (s *Server) Set(name, value, by string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(name, value, "String", "", by)
}

// Remove deletes a parameter as somebody else would.
func (s *Server) Remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.parameters, name)
}

const kept = 100 // versions of a parameter

func (s *Server) add(name, value, kind, description, by string) int64 {
	p := s.parameters[name]
	if p == nil {
		p = &parameter{tags: map[string]string{}, tier: "Standard"}
		s.parameters[name] = p
	}
	number := int64(1)
	if n := len(p.versions); n > 0 {
		number = p.versions[n-1].Number + 1
	}
	p.versions = append(p.versions, Version{value, description, kind, by, number, s.Now()})
	if len(p.versions) > kept {
		p.versions = p.versions[1:]
	}
	return number
}

func (p *parameter) newest() Version { return p.versions[len(p.versions)-1] }

// input is every field of every call.
type input struct {
	Name, Value, Type, Description, Tier, Path, NextToken string
	Names                                                 []string
	Overwrite, Recursive                                  bool
	MaxResults                                            int
	Tags                                                  []struct{ Key, Value string }
}

// failure is an error as the API says it.
type failure struct{ code, message string }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in input
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		Refuse(w, http.StatusBadRequest, "SerializationException", err.Error())
		return
	}
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.mu.Lock()
	defer s.mu.Unlock()
	calls := map[string]func(input) (any, *failure){
		"PutParameter": s.put, "GetParameter": s.get, "GetParameters": s.getMany, "GetParametersByPath": s.byPath,
		"GetParameterHistory": s.history, "DeleteParameters": s.delete,
	}
	call, ok := calls[action]
	if !ok {
		Refuse(w, http.StatusBadRequest, "UnknownOperationException", action)
		return
	}
	out, failed := call(in)
	if failed != nil {
		Refuse(w, http.StatusBadRequest, failed.code, failed.message)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
	_ = json.NewEncoder(w).Encode(out)
}

// Refuse answers with an error in the form of the API.
func Refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": code, "message": message})
}

var nameForm = regexp.MustCompile(`^(/[a-zA-Z0-9_.-]+){1,15}$`)

func (s *Server) put(in input) (any, *failure) {
	p, exists := s.parameters[in.Name]
	switch {
	case !nameForm.MatchString(in.Name):
		return nil, &failure{"ValidationException", "Parameter name: " + in.Name}
	case in.Value == "" || strings.Contains(in.Value, "{{"):
		return nil, &failure{"ValidationException", "Parameter value can't be empty or nest another parameter"}
	case exists && !in.Overwrite:
		return nil, &failure{"ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."}
	case exists && len(in.Tags) > 0 || in.Overwrite && len(in.Tags) > 0:
		return nil, &failure{"ValidationException", "Invalid request: tags and overwrite can't be used together."}
	case exists && p.tier == "Advanced" && in.Tier == "Standard":
		return nil, &failure{"ValidationException", "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier."}
	}
	tier := in.Tier
	if tier == "" && exists {
		tier = p.tier
	}
	if limit := map[bool]int{true: 8192, false: 4096}[tier == "Advanced"]; len(in.Value) > limit {
		return nil, &failure{"ValidationException", fmt.Sprintf("%s tier parameters support a maximum parameter value of %d characters.", tier, limit)}
	}
	number := s.add(in.Name, in.Value, in.Type, in.Description, "arn:aws:sts::"+Account+":assumed-role/weir-deploy/push")
	p = s.parameters[in.Name]
	if tier != "" {
		p.tier = tier
	}
	for _, t := range in.Tags {
		p.tags[t.Key] = t.Value
	}
	s.writes = append(s.writes, in.Name)
	return map[string]any{"Version": number, "Tier": p.tier}, nil
}

func shape(name string, v Version) map[string]any {
	return map[string]any{
		"Name": name, "Value": v.Value, "Type": v.Type, "Version": v.Number, "LastModifiedDate": float64(v.Modified.UnixMilli()) / 1000,
		"ARN": "arn:aws:ssm:us-west-2:" + Account + ":parameter" + name, "DataType": "text",
	}
}

// find is a version of a parameter: the newest, or that of name:version.
func (s *Server) find(ref string) (string, Version, bool) {
	name, number, exact := strings.Cut(ref, ":")
	p := s.parameters[name]
	if p == nil {
		return name, Version{}, false
	}
	if !exact {
		return name, p.newest(), true
	}
	for _, v := range p.versions {
		if strconv.FormatInt(v.Number, 10) == number {
			return name, v, true
		}
	}
	return name, Version{}, false
}

func (s *Server) get(in input) (any, *failure) {
	name, v, ok := s.find(in.Name)
	if !ok {
		return nil, &failure{"ParameterNotFound", in.Name}
	}
	return map[string]any{"Parameter": shape(name, v)}, nil
}

func (s *Server) getMany(in input) (any, *failure) {
	if len(in.Names) < 1 || len(in.Names) > 10 {
		return nil, &failure{"ValidationException", "Member must have length less than or equal to 10"}
	}
	found, invalid := []map[string]any{}, []string{}
	for _, ref := range slices.Sorted(slices.Values(in.Names)) { // AWS answers in alphabetical order
		name, v, ok := s.find(ref)
		if !ok {
			invalid = append(invalid, ref)
			continue
		}
		found = append(found, shape(name, v))
	}
	return map[string]any{"Parameters": found, "InvalidParameters": invalid}, nil
}

func (s *Server) byPath(in input) (any, *failure) {
	if in.MaxResults > 10 {
		return nil, &failure{"ValidationException", "Member must have value less than or equal to 10"}
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s.parameters)) {
		if strings.HasPrefix(name, in.Path+"/") && name > in.NextToken {
			names = append(names, name)
		}
	}
	page, next := cut(names, max(in.MaxResults, 1))
	found := []map[string]any{}
	for _, name := range page {
		found = append(found, shape(name, s.parameters[name].newest()))
	}
	return paged(map[string]any{"Parameters": found}, next), nil
}

func (s *Server) history(in input) (any, *failure) {
	p := s.parameters[in.Name]
	if p == nil {
		return nil, &failure{"ParameterNotFound", in.Name}
	}
	after, _ := strconv.ParseInt(in.NextToken, 10, 64)
	var refs []string
	for _, v := range p.versions {
		if v.Number > after {
			refs = append(refs, strconv.FormatInt(v.Number, 10))
		}
	}
	page, next := cut(refs, max(in.MaxResults, 1))
	found := []map[string]any{}
	for _, number := range page {
		name, v, _ := s.find(in.Name + ":" + number)
		entry := shape(name, v)
		entry["LastModifiedUser"], entry["Description"], entry["Tier"] = v.By, v.Description, p.tier
		found = append(found, entry)
	}
	return paged(map[string]any{"Parameters": found}, next), nil
}

func cut(all []string, n int) (page []string, next string) {
	if len(all) <= n {
		return all, ""
	}
	return all[:n], all[n-1]
}

func paged(out map[string]any, next string) map[string]any {
	if next != "" {
		out["NextToken"] = next
	}
	return out
}

func (s *Server) delete(in input) (any, *failure) {
	if len(in.Names) < 1 || len(in.Names) > 10 {
		return nil, &failure{"ValidationException", "Member must have length less than or equal to 10"}
	}
	deleted, invalid := []string{}, []string{}
	for _, name := range in.Names {
		if s.parameters[name] == nil {
			invalid = append(invalid, name)
			continue
		}
		delete(s.parameters, name)
		deleted = append(deleted, name)
	}
	return map[string]any{"DeletedParameters": deleted, "InvalidParameters": invalid}, nil
}
