"""Holds a process to the limits of its container, as a kubelet does, by control groups of either version.

<https://docs.kernel.org/admin-guide/cgroup-v2.html>, <https://docs.kernel.org/admin-guide/cgroup-v1/index.html>
"""

import os
import pathlib

ROOT = pathlib.Path("/sys/fs/cgroup")
PERIOD = 100_000
UNITS = {"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30}


def processors(quantity):
    return float(quantity[:-1]) / 1000 if quantity.endswith("m") else float(quantity)


def octets(quantity):
    return int(quantity[:-2]) * UNITS[quantity[-2:]]


class Limits:
    """Groups with the limits of `resources`; none where this process may not make them."""

    def __init__(self, resources, name):
        quota = int(processors(resources["limits"]["cpu"]) * PERIOD)
        memory = octets(resources["limits"]["memory"])
        if (ROOT / "cgroup.controllers").exists():
            groups = {ROOT / name: {"cpu.max": f"{quota} {PERIOD}", "memory.max": memory}}
            self.peak_file = ROOT / name / "memory.peak"
        else:
            groups = {ROOT / "cpu" / name: {"cpu.cfs_quota_us": quota, "cpu.cfs_period_us": PERIOD},
                      ROOT / "memory" / name: {"memory.limit_in_bytes": memory}}
            self.peak_file = ROOT / "memory" / name / "memory.max_usage_in_bytes"
        self.groups = []
        try:
            if len(groups) == 1:
                (ROOT / "cgroup.subtree_control").write_text("+cpu +memory", encoding="ascii")
            for group, files in groups.items():
                group.mkdir()
                self.groups.append(group)
                for file, value in files.items():
                    (group / file).write_text(str(value), encoding="ascii")
        except OSError:
            self.remove()

    def steps(self):
        """A shell's commands that put the shell, and so what it runs, into the groups."""
        return [f"echo $$ >{group}/cgroup.procs" for group in self.groups]

    def peak(self):
        """The most memory that was used, in MiB; none without groups."""
        return int(self.peak_file.read_text(encoding="ascii")) >> 20 if self.groups else None

    def remove(self):
        for group in self.groups:
            os.rmdir(group)
        self.groups = []
