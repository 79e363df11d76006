#!/usr/bin/python3
"""What the image is made of, as CycloneDX 1.6 on stdout: crates, Debian's files and filters. The same for the same files.

<https://cyclonedx.org/docs/1.6/json/>. usage: sbom.py ROOTFS
"""

import hashlib
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICE = "sluice"


def cargo_metadata():
    command = ["cargo", "metadata", "--locked", "--offline", "--format-version=1", "--filter-platform=x86_64-unknown-linux-gnu"]
    return json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def linked(metadata):
    """Ids of the packages that are linked into the service, and what each of them needs."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    [root] = [package["id"] for package in metadata["packages"] if package["name"] == SERVICE]
    needs, waiting = {}, [root]
    while waiting:
        package = waiting.pop()
        if package in needs:
            continue
        normal = [d["pkg"] for d in nodes[package]["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
        needs[package] = sorted(normal)
        waiting += normal
    return root, needs


def crate(package):
    purl = f"pkg:cargo/{package['name']}@{package['version']}"
    component = {"type": "library", "bom-ref": purl, "name": package["name"], "version": package["version"], "purl": purl}
    if package.get("license"):
        component["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    return component


def debian_packages(rootfs):
    """The packages of Debian that files of the image come from."""
    files = [f"/{file.relative_to(rootfs)}" for pattern in ("lib/**/*", "lib64/*") for file in rootfs.glob(pattern) if file.is_file()]
    packages = {"ca-certificates"}
    for file in files:
        for path in (file, f"/usr{file}"):
            found = subprocess.run(["dpkg-query", "--search", path], text=True, capture_output=True, check=False).stdout
            packages |= {line.split(":")[0] for line in found.splitlines()}
    for name in sorted(packages):
        query = ["dpkg-query", "--show", "--showformat=${Version}\n", name]
        version = subprocess.run(query, text=True, stdout=subprocess.PIPE, check=True).stdout.split()[0]
        purl = f"pkg:deb/debian/{name}@{version}"
        yield {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def filters(rootfs):
    for file in sorted(rootfs.glob("usr/share/sluice/filters/*.wasm")):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        yield {"type": "application", "bom-ref": f"filter/{file.stem}", "name": file.stem,
               "hashes": [{"alg": "SHA-256", "content": digest}]}


def main():
    rootfs, metadata = pathlib.Path(sys.argv[1]), cargo_metadata()
    packages = {package["id"]: package for package in metadata["packages"]}
    root, needs = linked(metadata)
    reference = {package: crate(packages[package])["bom-ref"] for package in needs}
    crates = [crate(packages[package]) for package in sorted(needs, key=reference.get) if package != root]
    others = [*debian_packages(rootfs), *filters(rootfs)]
    dependencies = [
        {"ref": reference[package], "dependsOn": sorted({reference[need] for need in needs[package]})}
        for package in sorted(needs, key=reference.get)
    ]
    service = crate(packages[root]) | {"type": "application"}
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": service},
           "components": crates + others, "dependencies": dependencies}
    json.dump(bom, sys.stdout, indent=1)
    print()


main()
