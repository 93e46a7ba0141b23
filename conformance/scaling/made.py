"""Makes a cluster's workers and their scaling on moto, an emulator of AWS, from the inputs of the calls in a folder, and prints as JSON
what it then has otherwise than was asked for, and how many things it has of what kind.

    python3 made.py api/
"""

import glob
import json
import os
import sys

import boto3
import moto


def main(folder):
    scaling, alarms = boto3.client("application-autoscaling"), boto3.client("cloudwatch")
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName="lake")
    ecs.register_task_definition(**read(folder, "worker.task-definition"))
    service = read(folder, "worker.service")
    service["networkConfiguration"] = {"awsvpcConfiguration": network()}  # the environment's own is not there
    ecs.create_service(**service)
    target = read(folder, "worker.scalable-target")
    scaling.register_scalable_target(**target)
    arns = {}
    policies, actions = every(folder, "scaling-policy"), every(folder, "scheduled-action")
    for policy in policies:
        arns[policy["PolicyName"]] = scaling.put_scaling_policy(**policy)["PolicyARN"]
    for action in actions:
        scaling.put_scheduled_action(**action)
    wanted = every(folder, "alarm")
    for alarm in wanted:
        alarm["AlarmActions"] = [arns[name] for name in alarm["AlarmActions"]]  # as delivery puts ARNs in place of names
        alarms.put_metric_alarm(**alarm)

    of = {"ServiceNamespace": "ecs"}
    has = {
        "target": (scaling.describe_scalable_targets(**of)["ScalableTargets"], [target], "ResourceId"),
        "policy": (scaling.describe_scaling_policies(**of)["ScalingPolicies"], policies, "PolicyName"),
        "action": (scaling.describe_scheduled_actions(**of)["ScheduledActions"], actions, "ScheduledActionName"),
        "alarm": ([a for a in alarms.describe_alarms()["MetricAlarms"] if a["AlarmName"].startswith("weir-")], wanted, "AlarmName"),
    }
    differences, counts = [], {}
    for kind, (made, asked, name) in has.items():
        counts[kind] = len(made)
        by_name = {m[name]: m for m in made}
        for a in asked:
            differences += [f"{kind} {a[name]}: {d}" for d in differs(a, by_name.get(a[name], {}), "")]
    json.dump({"Differences": differences, "Counts": counts}, sys.stdout)


def network():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return {"subnets": [ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]], "securityGroups": [], "assignPublicIp": "DISABLED"}


def differs(asked, made, at):
    """Yields where an answer lacks what was asked for, or has it otherwise; it may have more. Tags are answered by calls of their own."""
    if isinstance(asked, dict):
        for key, value in asked.items():
            if key == "Tags":
                continue
            if not isinstance(made, dict) or key not in made:
                yield f"{at}.{key} is missing"
                continue
            yield from differs(value, made[key], f"{at}.{key}")
    elif isinstance(asked, list):
        if not isinstance(made, list) or len(made) != len(asked):
            yield f"{at} is {made!r}"
            return
        for i, value in enumerate(asked):
            yield from differs(value, made[i], f"{at}[{i}]")
    elif asked != made:
        yield f"{at} is {made!r}, asked for {asked!r}"


def every(folder, ending):
    return [read("", path.removesuffix(".json")) for path in sorted(glob.glob(os.path.join(folder, f"*.{ending}.json")))]


def read(folder, name):
    with open(os.path.join(folder, name + ".json")) as f:
        return json.load(f)


with moto.mock_aws():
    main(sys.argv[1])
