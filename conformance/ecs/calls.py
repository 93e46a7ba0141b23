"""Holds inputs of AWS's calls to the models of the services, which botocore carries: unknown and missing fields, types, enums,
bounds and patterns. botocore itself looks at neither enums nor most bounds. Prints findings as JSON.

    python3 calls.py ecs:CreateService:worker.service.json logs:CreateLogGroup:log-group.json
"""

import json
import re
import sys

import botocore.session

# How the models write the characters beyond the first 65,536, for readers that count in UTF-16; Python counts in characters.
SURROGATES, BEYOND = r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"


def main(arguments):
    session = botocore.session.Session()
    findings = []
    for argument in arguments:
        service, operation, path = argument.split(":", 2)
        with open(path) as f:
            body = json.load(f)
        shape = session.get_service_model(service).operation_model(operation).input_shape
        findings += [{"In": path, "At": at, "What": what} for at, what in walk(shape, body, "")]
    json.dump(findings, sys.stdout)


def walk(shape, value, at):
    """Yields what a shape does not take."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            yield at, "is no structure"
            return
        for name in shape.required_members:
            if name not in value:
                yield at, f"lacks {name}"
        for name, inner in value.items():
            if name not in shape.members:
                yield at, f"has no field {name}"
                continue
            yield from walk(shape.members[name], inner, f"{at}.{name}")
    elif kind == "list":
        if not isinstance(value, list):
            yield at, "is no list"
            return
        yield from bounds(shape, len(value), at)
        for i, inner in enumerate(value):
            yield from walk(shape.member, inner, f"{at}[{i}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield at, "is no map"
            return
        yield from bounds(shape, len(value), at)
        for name, inner in value.items():
            yield from walk(shape.key, name, f"{at}.{name}")
            yield from walk(shape.value, inner, f"{at}.{name}")
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield at, "is no boolean"
    elif kind in ("integer", "long", "float", "double"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield at, "is no number"
            return
        yield from bounds(shape, value, at)
    elif kind == "string":
        if not isinstance(value, str):
            yield at, "is no text"
            return
        if shape.enum and value not in shape.enum:
            yield at, f"{value!r} is none of {', '.join(shape.enum)}"
        yield from bounds(shape, len(value), at)
        pattern = shape.metadata.get("pattern")
        if pattern and "\\p{" not in pattern and not re.fullmatch(pattern.replace(SURROGATES, BEYOND), value):  # Python knows no classes of Unicode
            yield at, f"{value!r} does not match {pattern}"


def bounds(shape, n, at):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and n < least:
        yield at, f"{n} is less than {least}"
    if most is not None and n > most:
        yield at, f"{n} is more than {most}"


main(sys.argv[1:])
