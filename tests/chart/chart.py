"""Renders the chart with the real helm."""

import pathlib
import subprocess
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target/chart"
CHART = ROOT / "deploy/helm/sluice"
SAMPLES = ROOT / "tests/chart/samples"


def helm(*arguments):
    return subprocess.run([TOOLS / "bin/helm", *map(str, arguments)], text=True, capture_output=True, check=False)


def values_arguments(values):
    """`--values` for each: a file, or a dictionary that is written to one."""
    for value in values:
        if isinstance(value, dict):
            with tempfile.NamedTemporaryFile("w", suffix=".yaml", dir=TOOLS, delete=False) as file:
                yaml.safe_dump(value, file)
            value = file.name
        yield from ("--values", value)


def template(*values, kubernetes="1.37.0"):
    """The text of all objects."""
    arguments = list(values_arguments(values))
    try:
        ended = helm("template", "tlm", CHART, "--namespace", "tlm", "--kube-version", kubernetes, *arguments)
    finally:
        for file in arguments[1::2]:
            if pathlib.Path(file).parent == TOOLS:
                pathlib.Path(file).unlink()
    if ended.returncode != 0:
        raise ValueError(ended.stderr)
    return ended.stdout


class Objects(list):
    """Rendered objects."""

    def of(self, kind, name=None):
        [found] = [o for o in self if o["kind"] == kind and name in (None, o["metadata"]["name"])]
        return found

    def kinds(self):
        return {o["kind"] for o in self}

    def pod(self):
        return self.of("Deployment")["spec"]["template"]["spec"]

    def container(self):
        [container] = self.pod()["containers"]
        return container


class Strict(yaml.SafeLoader):
    """Refuses a key that stands twice, as an API server does."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise ValueError(f"a key stands twice: {keys}")
        return super().construct_mapping(node, deep)


def render(*values, kubernetes="1.37.0"):
    return Objects(o for o in yaml.load_all(template(*values, kubernetes=kubernetes), Strict) if o)
