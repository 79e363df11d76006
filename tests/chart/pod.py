"""Does with a rendered pod what a kubelet would: lays out its volumes, sets its variables, and runs its container as its
user, on a root that cannot be written, in a mount namespace of its own."""

import base64
import os
import pathlib
import shlex
import shutil
import subprocess

from chart import ROOT
from limits import Limits

IMAGE = ROOT / "target/image"
# A user as OpenShift chooses one, where the pod names none.
ARBITRARY_USER = 1000660000
# What the stand-in for Genesys Authentication says of every agent.
CONTACT_CENTER = "7f2d5c1e-3b6a-4f80-9c14-2a9d0e5b8f37"


def can_run():
    """Whether this process may make mount namespaces and change its user."""
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], check=False).returncode == 0


def data_of(item):
    encoded = {**(item.get("binaryData") or {}), **(item.get("data") or {} if item["kind"] == "Secret" else {})}
    plain = {**(item.get("stringData") or {}), **(item.get("data") or {} if item["kind"] == "ConfigMap" else {})}
    return {**{k: v.encode() for k, v in plain.items()}, **{k: base64.b64decode(v) for k, v in encoded.items()}}


class Pod:
    """The pod of rendered objects. `others` are the ConfigMaps and Secrets that the operator has made."""

    def __init__(self, objects, directory, others=(), is_fresh=False):
        self.is_fresh = is_fresh
        security = objects.pod()["securityContext"]
        self.user, self.group = security.get("runAsUser", ARBITRARY_USER), security.get("runAsGroup", 0)
        self.spec, self.container = objects.pod(), objects.container()
        self.all, self.directory = [*objects, *others], pathlib.Path(directory)
        self.volumes = {volume["name"]: self.lay_out(volume) for volume in self.spec["volumes"]}
        self.limits = Limits(self.container["resources"], f"sluice-{os.getpid()}-{self.directory.name}")

    def find(self, kind, name):
        [item] = [o for o in self.all if o["kind"] == kind and o["metadata"]["name"] == name]
        return item

    def lay_out(self, volume):
        path = self.directory / volume["name"]
        if "emptyDir" in volume:
            # Shared by the pods of one user, so that filters are compiled once; or new, as a pod has it at its first start.
            path = self.directory.parent / (self.directory.name + "-store" if self.is_fresh else f"store-{self.user}")
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
            return path
        path.mkdir()
        kind, name = ("ConfigMap", volume["configMap"]["name"]) if "configMap" in volume else (
            "Secret", volume["secret"]["secretName"])
        # A kubelet links files through `..data`, so that it can swap all at once.
        (path / "..version").mkdir()
        (path / "..data").symlink_to("..version")
        for key, content in data_of(self.find(kind, name)).items():
            (path / "..version" / key).write_bytes(content)
            (path / key).symlink_to(f"..data/{key}")
        return path

    def variables(self):
        variables = {}
        for source in self.container.get("envFrom", []):
            secret = self.find("Secret", source["secretRef"]["name"])
            variables |= {key: value.decode() for key, value in data_of(secret).items()}
        return variables | {entry["name"]: entry["value"] for entry in self.container.get("env", [])}

    def command(self, arguments):
        """A shell's command that runs the image with these arguments."""
        root, mounts = self.directory / "root", self.container["volumeMounts"]
        scripts = ROOT / "tests/chart"
        steps = [f"/usr/bin/python3 {scripts}/loopback.py", f"cp -a {IMAGE} {root}"]
        # The file is a kubelet's too; the name is that of Genesys's own values.
        steps.append(f"echo '127.0.0.1 gauth-auth.gauth.svc' >{root}/etc/hosts")
        steps.append(f"/usr/bin/python3 {scripts}/gauth.py $$ {CONTACT_CENTER} >/dev/null 2>&1")
        steps += [f"mkdir -p {root}{path}" for path in ["/proc", "/dev", *(mount["mountPath"] for mount in mounts)]]
        steps += [f"mount --bind {root} {root}", f"mount -o remount,bind,ro {root}"]
        # As a container runtime does.
        steps += [f"mount --rbind {path} {root}{path}" for path in ("/proc", "/dev")]
        for mount in mounts:
            target = f"{root}{mount['mountPath']}"
            steps.append(f"mount --bind {self.volumes[mount['name']]} {target}")
            if mount.get("readOnly"):
                steps.append(f"mount -o remount,bind,ro {target}")
        steps += self.limits.steps()
        program = f"{root} /usr/local/bin/sluice {shlex.join(arguments)}"
        steps.append(f"exec chroot --userspec={self.user}:{self.group} --groups= {program}")
        return " && ".join(steps)

    def start(self, arguments):
        """Starts it, with a network of its own: the ports are those of the chart."""
        return subprocess.Popen(
            ["unshare", "--mount", "--net", "sh", "-c", self.command(arguments)],
            env=self.variables() | {"PATH": os.environ["PATH"]},
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )

    def run(self, arguments):
        """Runs it to its end: exit code, and what it said."""
        process = self.start(arguments)
        out, err = process.communicate(timeout=300)
        self.limits.remove()
        shutil.rmtree(self.directory / "root")
        return process.returncode, out + err


def curl(process, *arguments):
    """What curl prints, in the pod's network."""
    command = ["nsenter", f"--net=/proc/{process.pid}/ns/net", "curl", "--silent", "--max-time", "10", *arguments]
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, check=False).stdout
