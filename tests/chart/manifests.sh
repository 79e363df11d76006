#!/bin/sh
# deploy/kubernetes/sluice.yaml, rendered from the chart, on stdout.
set -eu
cd "$(dirname "$0")/../.."
echo '# Rendered from deploy/helm/sluice with values.yaml by `make manifests`. Change those, not this.'
target/chart/bin/helm template tlm deploy/helm/sluice --namespace tlm --kube-version 1.37.0 --no-hooks \
    --values deploy/kubernetes/values.yaml
