"""What values make of the chart: every toggle, and what is refused."""

import re
import tomllib
import unittest

import chart
import schemas
from toggles import REFUSED, TOGGLES

GENESYS = [chart.SAMPLES / "genesys.yaml", chart.SAMPLES / "genesys-release.yaml"]
OPENSHIFT = chart.SAMPLES / "genesys-openshift.yaml"


class Toggles(unittest.TestCase):
    def test_each_is_valid_on_the_oldest_and_the_newest_kubernetes(self):
        base = chart.render().kinds()
        custom = []
        for name, (values, kind) in TOGGLES.items():
            for version in ("1.25.0", "1.37.0"):
                with self.subTest(name, version=version):
                    objects = chart.render(values, kubernetes=version)
                    self.assertEqual(list(schemas.mistakes(objects, version)), [])
                    self.assertEqual(objects.kinds() - base, {kind} - {None})
            custom += objects
        self.assertEqual(schemas.custom_mistakes(custom), [])
        self.assertEqual({o["kind"] for o in custom} & schemas.CUSTOM, schemas.CUSTOM, "each was there to be looked at")

    def test_all_at_once_is_valid(self):
        objects = chart.render(*(values for values, _ in TOGGLES.values()))
        self.assertEqual(list(schemas.mistakes(objects)), [])

    def test_mistakes_would_be_seen(self):
        objects = chart.render({"tlm": {"containerSecurityContext": {"readOnlyRoot": True}}})
        self.assertIn("readOnlyRoot", " ".join(schemas.mistakes(objects)))
        route = {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {"name": "r"},
                 "spec": {"rules": [{"matches": [{"path": {"type": "Prefix", "value": "/"}}]}]}}
        self.assertEqual(len(schemas.custom_mistakes([route])), 1)

    def test_what_is_wrong_is_refused_by_name(self):
        for name, (values, named) in REFUSED.items():
            with self.subTest(name), self.assertRaises(ValueError) as refused:
                chart.render(values)
            self.assertIn(named, str(refused.exception))

    def test_every_section_of_the_reference_configuration_is_taken(self):
        reference = tomllib.loads((chart.CHART.parents[1] / "sluice.toml").read_text())
        for section in reference:
            with self.subTest(section):
                chart.render({"config": {section: {}}})

    def test_lint_finds_nothing(self):
        for values in ([], GENESYS, [*GENESYS, OPENSHIFT]):
            ended = chart.helm("lint", "--strict", chart.CHART, *chart.values_arguments(values))
            self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_own_annotations_win_and_what_the_chart_needs_stays(self):
        objects = chart.render(TOGGLES["own annotations and labels"][0])
        self.assertEqual(list(objects.of("Ingress")["metadata"]["annotations"].values()), ["8m"])
        self.assertEqual(objects.of("Service")["metadata"]["annotations"]["prometheus.io/scrape"], "false")
        template = objects.of("Deployment")["spec"]["template"]["metadata"]
        self.assertEqual(template["labels"]["app"], "tlm-telemetry-service")
        self.assertNotEqual(template["annotations"]["checksum/start"], "none")

    def test_a_pod_has_no_privilege(self):
        pod, container = chart.render().pod(), chart.render().container()
        self.assertEqual(pod["securityContext"], {
            "runAsUser": 500, "runAsGroup": 500, "fsGroup": 500, "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"}})
        self.assertEqual(container["securityContext"], {
            "allowPrivilegeEscalation": False, "privileged": False, "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]}})
        self.assertFalse(pod["automountServiceAccountToken"])

    def test_the_wait_before_sigterm_needs_a_kubernetes_that_knows_it(self):
        seconds = {v: chart.render(kubernetes=v).pod()["terminationGracePeriodSeconds"] for v in ("1.29.0", "1.30.0")}
        self.assertEqual(seconds, {"1.29.0": 30, "1.30.0": 35})
        self.assertNotIn("lifecycle", chart.render(kubernetes="1.29.0").container())
        longer = chart.render({"config": {"server": {"drain_timeout_ms": 60500}}}).pod()
        self.assertEqual(longer["terminationGracePeriodSeconds"], 71)

    def test_pods_are_replaced_for_what_a_reload_cannot_change_only(self):
        def checksum(config):
            template = chart.render({"config": config}).of("Deployment")["spec"]["template"]
            return template["metadata"]["annotations"]["checksum/start"]
        self.assertEqual(checksum({}), checksum({"cors": {"domain": "example.com"}}))
        for section in ({"pool": {"slots": 64}}, {"registry": {"at_once": 1}}, {"map": {"file": "/var/lib/sluice/map.json"}}):
            self.assertNotEqual(checksum({}), checksum(section), section)

    def test_the_policy_lets_the_request_of_helm_test_in(self):
        values = {"networkPolicy": {"enabled": True}, "helmTest": {"curlImage": "curl:8"}}
        objects = chart.render(values)
        [let_in, _] = objects.of("NetworkPolicy")["spec"]["ingress"]
        labels = objects.of("Pod", "tlm-telemetry-service-request")["metadata"]["labels"]
        self.assertIn({"podSelector": {"matchLabels": labels}}, let_in["from"])

    def test_alerts_follow_the_name_of_the_objects_and_that_of_the_container(self):
        values = {"fullnameOverride": "edge", "prometheusRule": {"enabled": True}}
        objects = chart.render(values)
        rules = [rule["expr"] for group in objects.of("PrometheusRule")["spec"]["groups"] for rule in group["rules"]]
        self.assertIn('up{job=~"edge"} == 0', rules)
        self.assertTrue(any('pod=~"edge.*"' in rule for rule in rules))
        containers = {name for rule in rules for name in re.findall('container="([^"]*)"', rule)}
        self.assertEqual(containers, {objects.container()["name"]})


if __name__ == "__main__":
    unittest.main()
