"""What values make of the chart: every toggle, and the override files of the original service."""

import tomllib
import unittest

import chart
import schemas
from toggles import REFUSED, TOGGLES

GENESYS = [chart.SAMPLES / "genesys.yaml", chart.SAMPLES / "genesys-release.yaml"]
PLATFORMS = {name: chart.SAMPLES / f"genesys-{name}.yaml" for name in ("aks", "gke", "openshift")}


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
        for values in ([], GENESYS, [*GENESYS, PLATFORMS["openshift"]]):
            ended = chart.helm("lint", "--strict", chart.CHART, *chart.values_arguments(values))
            self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

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


class Genesys(unittest.TestCase):
    def test_its_files_apply_on_every_platform(self):
        for name, platform in PLATFORMS.items():
            with self.subTest(name):
                objects = chart.render(GENESYS[0], platform, GENESYS[1])
                self.assertEqual(list(schemas.mistakes(objects)) + schemas.custom_mistakes(objects), [])
                self.assertEqual({o["metadata"]["namespace"] for o in objects}, {"tlm"})
                self.assertEqual(objects.container()["name"], "tlm-telemetry-service")
                self.assertEqual(objects.of("Service")["metadata"]["name"], "tlm-telemetry-service")
                self.assertEqual([p["port"] for p in objects.of("Service")["spec"]["ports"]], [8107, 9107])
                self.assertEqual(objects.pod()["imagePullSecrets"], [{"name": "pullsecret"}])
                self.assertEqual(objects.container()["resources"]["limits"], {"cpu": "500m", "memory": "1000Mi"})
                variables = {entry["name"]: entry["value"] for entry in objects.container()["env"]}
                self.assertEqual(variables["TELEMETRY_METRICS_THRESHOLD"], "600000", "and not 6e+05")
                self.assertEqual(variables["TELEMETRY_SERVICES_AUTH"], "http://gauth-auth.gauth.svc")
                self.assertNotIn("TELEMETRY_AUTH_CLIENT_SECRET", variables)
                self.assertTrue({"ServiceMonitor", "Ingress", "Secret"} <= objects.kinds())
                dashboard = objects.of("ConfigMap", "telemetry-service-grafana-dashboard")
                self.assertEqual(dashboard["metadata"]["labels"]["app"], "grafana")

    def test_metrics_are_not_published_and_the_notes_say_what_was_left_out(self):
        [rule] = chart.render(*GENESYS).of("Ingress")["spec"]["rules"]
        self.assertEqual([path["path"] for path in rule["http"]["paths"]], ["/"])
        ended = chart.helm("install", "tlm", chart.CHART, "--dry-run=client", "--namespace", "tlm",
                           *chart.values_arguments(GENESYS))
        for said in ("100.0.008.1753 is a version of the original service", "/metrics on port 9107 is left out"):
            self.assertIn(said, ended.stdout, ended.stderr)
        self.assertEqual(chart.render(*GENESYS).container()["image"], "sluice:0.1.0")

    def test_openshift_chooses_the_user(self):
        pod = chart.render(GENESYS[0], PLATFORMS["openshift"]).pod()
        self.assertEqual(pod["securityContext"], {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}})

    def test_a_blank_variable_is_none(self):
        objects = chart.render({"tlm": {"context": {"envs": {"TELEMETRY_CORS_DOMAIN": "", "TELEMETRY_HEALTH_TIMER": None}}}})
        self.assertNotIn("env", objects.container())

    def test_what_is_written_as_yaml_becomes_the_json_of_its_variable(self):
        tenants = {"9350e2fc": "Example"}
        objects = chart.render({"tlm": {"context": {"envs": {"TELEMETRY_CONFIG_TENANTS": tenants}}}})
        self.assertEqual(objects.container()["env"], [{"name": "TELEMETRY_CONFIG_TENANTS", "value": '{"9350e2fc":"Example"}'}])


if __name__ == "__main__":
    unittest.main()
