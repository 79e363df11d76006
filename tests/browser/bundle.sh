#!/bin/sh
# Bundles the pages with the SDKs of the package-lock.json files into target/browser. Does nothing when nothing has changed.
set -eu
cd "$(dirname "$0")"
out=../../target/browser
mkdir -p "$out"
digest=$(cat bundle.sh package-lock.json pages/*.js opentelemetry-3/package-lock.json opentelemetry-3/*.js sentry/package-lock.json sentry/*.js \
    datadog/package-lock.json datadog/*.js | sha256sum)
[ "$digest" != "$(cat "$out/digest" 2>/dev/null)" ] || exit 0

echo "bundling the pages of the browser tests"
for directory in . opentelemetry-3 sentry datadog; do
    # Nothing that a package brings is run; bundles are for browsers, whatever version of Node a package asks for.
    (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --silent)
done
for page in pages/plain pages/reporting pages/errors pages/faro pages/faro-steady pages/otlp-json pages/otlp-proto \
    opentelemetry-3/otlp-3-json opentelemetry-3/otlp-3-proto sentry/sentry-7 sentry/sentry-8 sentry/sentry-9 sentry/sentry-10 \
    sentry/sentry-11 datadog/datadog-5 datadog/datadog-6 datadog/datadog-7; do
    node_modules/.bin/esbuild --bundle --platform=browser --target=chrome110 --log-level=warning \
        --outfile="$out/${page##*/}.js" "$page.js"
done
echo "$digest" >"$out/digest"
