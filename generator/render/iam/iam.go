// Package iam renders the IAM roles of an environment's clusters as one CloudFormation stack, which is made before the clusters:
// each role, who may be it, and its managed policies with the reason of every statement beside it.
package iam

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Render spells the stack, where there is a role to make: one that the environment names by its ARN is somebody else's.
func Render(e *model.Environment) ([]artifact.File, error) {
	var resources artifact.Map
	for _, r := range e.IAM {
		if r.Made() {
			resources = append(resources, role(r)...)
		}
	}
	if len(resources) == 0 {
		return nil, nil
	}
	return []artifact.File{artifact.YAML(e.Name+"/iam/stack.yaml", artifact.Map{
		text("AWSTemplateFormatVersion", source.Declared(e.Place), "2010-09-09"),
		text("Description", source.Declared(e.Place), "IAM roles of the Trino clusters in "+e.Name),
		{Key: "Resources", Value: resources},
	})}, nil
}

// role is the role, its policies, and whose pods it is for.
func role(r *model.IAMRole) artifact.Map {
	name := logical(r)
	m := artifact.Map{{Key: name + "Role", Value: resource("AWS::IAM::Role", roleProperties(r, name))}}
	for i, p := range r.Policies() {
		m = append(m, artifact.Entry{Key: policyName(name, i), Value: resource("AWS::IAM::ManagedPolicy", policyProperties(r, p))})
	}
	if r.Pod != nil {
		m = append(m, artifact.Entry{Key: name + "Pods", Value: resource("AWS::EKS::PodIdentityAssociation", artifact.Map{
			text("ClusterName", r.Pod.EKSCluster.Origin, r.Pod.EKSCluster.Value),
			text("Namespace", r.Pod.Namespace.Origin, r.Pod.Namespace.Value),
			text("ServiceAccount", r.Pod.ServiceAccount.Origin, r.Pod.ServiceAccount.Value),
			{Key: "RoleArn", Value: artifact.Map{{Key: "Fn::GetAtt", Value: artifact.Strings(r.Name.Origin, name+"Role", "Arn")}}},
		})})
	}
	return m
}

// logical begins the names of a role's resources: "AdhocTask".
func logical(r *model.IAMRole) string {
	var b strings.Builder
	for _, word := range append(strings.Split(r.Cluster, "-"), string(r.Kind)) {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// policyName is "AdhocTaskPolicy", then "AdhocTaskPolicy2".
func policyName(role string, i int) string {
	if i == 0 {
		return role + "Policy"
	}
	return fmt.Sprintf("%sPolicy%d", role, i+1)
}

func resource(kind string, properties artifact.Map) artifact.Node {
	return artifact.Map{text("Type", source.Fixed("what a stack is made of"), kind), {Key: "Properties", Value: properties}}
}

func roleProperties(r *model.IAMRole, name string) artifact.Map {
	m := artifact.Map{text("RoleName", r.Name.Origin, r.Name.Value)}
	m = append(m, path(r)...)
	if r.Boundary.Value != "" {
		m = append(m, text("PermissionsBoundary", r.Boundary.Origin, r.Boundary.Value))
	}
	m = append(m, artifact.Entry{Key: "AssumeRolePolicyDocument", Value: trust(r.Trust)})
	var policies artifact.List
	for i := range r.Policies() {
		policies = append(policies, artifact.Map{text("Ref", r.Name.Origin, policyName(name, i))})
	}
	m = append(m, artifact.Entry{Key: "ManagedPolicyArns", Value: policies})
	if len(r.Tags) == 0 {
		return m
	}
	var tags artifact.List
	for _, tag := range r.Tags {
		tags = append(tags, artifact.Map{text("Key", tag.Origin, tag.Key), text("Value", tag.Origin, tag.Value)})
	}
	return append(m, artifact.Entry{Key: "Tags", Value: tags})
}

func policyProperties(r *model.IAMRole, p model.IAMPolicy) artifact.Map {
	var list artifact.List
	for _, a := range p.Statements {
		list = append(list, statement(a))
	}
	return append(path(r), artifact.Entry{Key: "PolicyDocument", Value: document(list)})
}

func path(r *model.IAMRole) artifact.Map {
	if r.Path.Value == "" {
		return nil
	}
	return artifact.Map{text("Path", r.Path.Origin, r.Path.Value)}
}

func text(key string, origin *source.Origin, value string) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.String(origin, value)}
}
