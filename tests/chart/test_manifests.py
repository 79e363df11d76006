"""The plain manifests are what the chart renders."""

import subprocess
import unittest

import yaml

import chart
import schemas

MANIFEST = chart.ROOT / "deploy/kubernetes/sluice.yaml"


class Manifests(unittest.TestCase):
    def test_they_are_rendered_from_the_chart(self):
        command = [chart.ROOT / "tests/chart/manifests.sh"]
        rendered = subprocess.run(command, text=True, capture_output=True, check=False)
        self.assertEqual(rendered.returncode, 0, rendered.stderr)
        self.assertEqual(MANIFEST.read_text(), rendered.stdout, "`make manifests` renders them again")

    def test_kubectl_puts_them_together_and_they_are_valid(self):
        command = [chart.TOOLS / "bin/kubectl", "kustomize", MANIFEST.parent]
        ended = subprocess.run(command, text=True, capture_output=True, check=False)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        objects = list(yaml.safe_load_all(ended.stdout))
        self.assertEqual(list(schemas.mistakes(objects)), [])
        names = {(o["kind"], o["metadata"]["name"]) for o in objects}
        self.assertIn(("Namespace", "tlm"), names)
        self.assertIn(("Deployment", "tlm-telemetry-service"), names)


if __name__ == "__main__":
    unittest.main()
