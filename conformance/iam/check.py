"""Reads stacks of IAM roles as others do, and prints as JSON what they say of them.

    python3 check.py prod/iam/stack.yaml

parliament reads every policy; moto, an emulator of AWS, makes every policy and role, and what it then has is compared with the stack.
"""

import json
import sys

import boto3
import botocore.exceptions
import moto
import parliament
import yaml


def main(paths):
    findings = []
    for path in paths:
        with open(path) as f:
            resources = yaml.safe_load(f)["Resources"]
        for name, resource in resources.items():
            if resource["Type"] == "AWS::IAM::ManagedPolicy":
                findings += linted(path, name, resource["Properties"]["PolicyDocument"])
        findings += made(path, resources)
    json.dump(findings, sys.stdout, indent=1)


def linted(path, name, document):
    read = parliament.analyze_policy_string(json.dumps(document), ignore_private_auditors=True)
    return [
        {"by": "parliament", "in": path, "of": name, "what": f.issue, "detail": json.dumps(f.detail)}
        for f in read.findings
    ]


@moto.mock_aws
def made(path, resources):
    """Policies first, as roles refer to them."""
    findings, arns = [], {}
    client = boto3.client("iam", "us-west-2", aws_access_key_id="none", aws_secret_access_key="none")
    for kind, make in (("AWS::IAM::ManagedPolicy", policy), ("AWS::IAM::Role", role)):
        for name, resource in resources.items():
            if resource["Type"] != kind:
                continue
            try:
                wrong = list(make(client, name, resource["Properties"], arns))
            except (botocore.exceptions.ClientError, botocore.exceptions.ParamValidationError, KeyError) as e:
                wrong = [f"{type(e).__name__}: {e}"]
            findings += [{"by": "moto", "in": path, "of": name, "what": "refused", "detail": detail} for detail in wrong]
    return findings


def policy(client, name, properties, arns):
    document = properties["PolicyDocument"]
    arn = client.create_policy(PolicyName=name, Path=properties.get("Path", "/"), PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    arns[name] = arn
    if client.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"] != document:
        yield "the policy that was made is another one"


def role(client, name, properties, arns):
    named, trust = properties["RoleName"], properties["AssumeRolePolicyDocument"]
    asked = {"RoleName": named, "Path": properties.get("Path", "/"), "AssumeRolePolicyDocument": json.dumps(trust), "Tags": properties.get("Tags", [])}
    if "PermissionsBoundary" in properties:
        asked["PermissionsBoundary"] = properties["PermissionsBoundary"]
    client.create_role(**asked)
    attached = {arns[ref["Ref"]] for ref in properties["ManagedPolicyArns"] if ref["Ref"] in arns}
    for arn in attached:
        client.attach_role_policy(RoleName=named, PolicyArn=arn)
    if client.get_role(RoleName=named)["Role"]["AssumeRolePolicyDocument"] != trust:
        yield "the trust policy that was made is another one"
    if {p["PolicyArn"] for p in client.list_attached_role_policies(RoleName=named)["AttachedPolicies"]} != attached:
        yield "the role that was made has other policies"


main(sys.argv[1:])
