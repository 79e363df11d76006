"""What the override files of the original service make of the chart."""

import unittest

import chart
import schemas

PLATFORMS = {name: chart.SAMPLES / f"genesys-{name}.yaml" for name in ("aks", "gke", "openshift")}
GENESYS = [chart.SAMPLES / "genesys.yaml", chart.SAMPLES / "genesys-release.yaml"]


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
