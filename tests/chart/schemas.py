"""Holds objects against the schemas of Kubernetes, and custom resources against those of their definitions."""

import functools
import json
import subprocess

import jsonschema

from chart import ROOT, TOOLS

CUSTOM = {"ServiceMonitor", "PodMonitor", "PrometheusRule", "HTTPRoute"}


@functools.lru_cache(maxsize=None)
def validator(version, kind, api_version):
    directory = TOOLS / f"schemas/v{version}"
    group, _, name = api_version.rpartition("/")
    short = f"{group.split('.')[0]}-{name}" if group else name
    schema = json.loads((directory / f"{kind.lower()}-{short}.json").read_text())
    definitions = json.loads((directory / "_definitions.json").read_text())
    resolver = jsonschema.RefResolver.from_schema(schema, store={definitions["$id"]: definitions})
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


def mistakes(objects, version="1.37.0"):
    """What is wrong with objects of Kubernetes itself; members that no schema knows are."""
    for item in objects:
        if item["kind"] in CUSTOM:
            continue
        for error in validator(version, item["kind"], item["apiVersion"]).iter_errors(item):
            yield f"{item['kind']} {item['metadata']['name']}: {'/'.join(map(str, error.path))}: {error.message}"


def custom_mistakes(objects):
    """What is wrong with custom resources."""
    custom = [item for item in objects if item["kind"] in CUSTOM]
    # Packages are found from the working directory.
    program = (ROOT / "tests/chart/custom_resources.mjs").read_text()
    ended = subprocess.run(
        ["node", "--input-type=module", "--eval", program],
        cwd=TOOLS, input=json.dumps(custom), text=True, stdout=subprocess.PIPE, check=True,
    )
    return json.loads(ended.stdout)
