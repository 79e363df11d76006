"""The service runs with exactly what was rendered: configuration, variables, secrets, volumes, user and root."""

import json
import subprocess
import sys
import tempfile
import time
import unittest

import yaml

import chart
import pod
from toggles import TENANT

GENESYS = [chart.SAMPLES / "genesys.yaml", chart.SAMPLES / "genesys-release.yaml"]
OPENSHIFT = chart.SAMPLES / "genesys-openshift.yaml"
SMALL = {
    "tlm": {"resources": {kind: {"cpu": "500m", "memory": "256Mi"} for kind in ("requests", "limits")}},
    "config": {"pool": {"loaded_bytes": None, "slots": None, "sandboxes": None}, "body": {"max_buffered_bytes": None},
               "store": {"memory_bytes": None}},
}
STATUS = ("--output", "/dev/null", "--write-out", "%{http_code}")


def kubectl(*arguments):
    """The object that kubectl makes of files, as README's commands do."""
    command = [chart.TOOLS / "bin/kubectl", "create", *arguments, "--dry-run=client", "--output=yaml"]
    return yaml.safe_load(subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True).stdout)


def until(what, ask):
    deadline = time.monotonic() + 180
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.02)
    return answer


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not pod.can_run():
            print("SKIPPED: the service was not run with what the chart renders; that needs root", file=sys.stderr)
            raise unittest.SkipTest("needs root")
        cls.run_directory = tempfile.TemporaryDirectory(dir=chart.TOOLS)
        cls.addClassCleanup(cls.run_directory.cleanup)

    def setUp(self):
        self.directory = tempfile.mkdtemp(dir=self.run_directory.name)

    def certificate(self):
        files = [f"{self.directory}/tls.{end}" for end in ("crt", "key")]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=tlm", "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
        return kubectl("secret", "tls", "tlm-tls", f"--cert={files[0]}", f"--key={files[1]}")

    def checks(self, *values, filters, others=()):
        directory = tempfile.mkdtemp(dir=self.run_directory.name)
        objects = chart.render({"tlm": {"context": {"envs": {"TELEMETRY_SERVICES_AUTH": "http://gauth"}}}}, *values)
        code, said = pod.Pod(objects, directory, others).run(["check", "/etc/sluice/sluice.toml"])
        self.assertEqual(code, 0, said)
        self.assertIn(f"good; {filters} filters load", said)
        return said

    def test_the_defaults_and_genesyss_own_values_are_good(self):
        for values in ([], GENESYS, [*GENESYS, OPENSHIFT], [chart.ROOT / "deploy/kubernetes/values.yaml"]):
            with self.subTest(values):
                self.checks(*values, filters=2)

    def test_a_tenants_config_map_its_filter_tls_and_pseudonyms_are_found(self):
        component = chart.ROOT / "target/filters/pass-through.wasm"
        chain = f"{self.directory}/chain.toml"
        with open(chain, "w", encoding="utf-8") as file:
            file.write('name = "Example"\n[[filters]]\nname = "own"\ncomponent = "own.wasm"\n')
        others = [
            kubectl("configmap", "tenant-example", f"--from-file={chain}", f"--from-file=own.wasm={component}"),
            kubectl("configmap", "house-rules", f"--from-file=rules.wasm={component}"),
            kubectl("secret", "generic", "pseudonyms", "--from-literal=pseudonym.key=" + "k" * 40),
            self.certificate(),
        ]
        house = [{"name": "house-rules", "component": "/srv/sluice/filters/house-rules/rules.wasm", "allow": [],
                  "limits": {"cpu_ms": 2}}]
        self.checks({
            "tenants": {"configMaps": {TENANT: "tenant-example"}}, "filters": {"configMaps": ["house-rules"]},
            "tls": {"secretName": "tlm-tls"}, "pseudonymKey": {"secretName": "pseudonyms"},
            "config": {"default": {"filters": house}, "cors": {"domain": "example.com"},
                       "tenants": {"other": {"name": 'A "quoted" name', "origins": ["https://a.example.com"]}}},
        }, filters=4, others=others)

    def serves(self, *values, user):
        objects = chart.render(*values)
        container = pod.Pod(objects, self.directory, is_fresh=True)
        process = container.start(objects.container()["args"])
        self.addCleanup(lambda: (process.kill(), process.communicate(), container.limits.remove()))
        probes = [objects.container()[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")]
        for path in probes:
            until(path, lambda: process.poll() is not None
                  or pod.curl(process, *STATUS, f"http://127.0.0.1:9107{path}") == "200")
            self.assertIsNone(process.poll(), "it serves")
        event = ("--json", '{"message":"card 4111 1111 1111 1111"}', "http://127.0.0.1:8107/v1/events")
        reply = pod.curl(process, "--oauth2-bearer", "anybody", *event)
        answered = time.time()
        self.assertEqual(json.loads(reply), {"written": 1, "dropped": 0, "withheld": 0})
        line = json.loads(process.stdout.readline())
        self.assertEqual((line["tenant"]["id"], line["message"]), (pod.CONTACT_CENTER, "card [redacted:card]"))
        self.assertEqual(pod.curl(process, *STATUS, *event), "401", "as in the chart's own test")
        metrics = pod.curl(process, "http://127.0.0.1:9107/metrics")
        started, processor = (
            float(line.split()[1]) for name in ("process_start_time_seconds ", "process_cpu_seconds_total ")
            for line in metrics.splitlines() if line.startswith(name))
        print(f"user {user}: a fresh pod's first reply came {answered - started:.2f} s after its start, with {processor:.2f} s of "
              f"processor time; it has used {container.limits.peak()} MiB", file=sys.stderr)
        self.assertIn('telemetry_filter_load_duration_seconds_count{source="artifact"} 2', metrics)
        self.assertNotIn('source="compiled"', metrics, "the image has its filters compiled")
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
            self.assertIn(f"\nUid:\t{user}\t{user}\t", status.read())
        process.terminate()
        self.assertEqual(process.wait(timeout=60), 0)

    def test_genesyss_own_values_serve_any_contact_center_as_user_500(self):
        self.serves(*GENESYS, user=500)

    def test_on_openshift_any_user_serves(self):
        self.serves(*GENESYS, OPENSHIFT, user=pod.ARBITRARY_USER)

    def test_a_small_pod_serves_with_the_shares_that_the_service_chooses(self):
        self.serves(*GENESYS, SMALL, user=500)


if __name__ == "__main__":
    unittest.main()
