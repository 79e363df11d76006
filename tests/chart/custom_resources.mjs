// Reads custom resources as a JSON array, and writes what their schemas say against them as another.
import { readFileSync } from "node:fs";

const PACKAGES = {
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
};
const mistakes = [];
for (const resource of JSON.parse(readFileSync(0, "utf8"))) {
  const [group] = resource.apiVersion.split("/");
  const { [resource.kind]: Kind } = await import(`${PACKAGES[group]}/${resource.apiVersion}/${resource.kind}`);
  try {
    new Kind(resource).validate();
  } catch (error) {
    mistakes.push(`${resource.kind} ${resource.metadata.name}: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(mistakes));
