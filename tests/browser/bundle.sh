#!/bin/sh
# Bundles the pages with the SDKs of package-lock.json into target/browser. Does nothing when nothing has changed.
set -eu
cd "$(dirname "$0")"
out=../../target/browser
if [ -f "$out/done" ] && [ -z "$(find package-lock.json bundle.sh pages -newer "$out/done")" ]; then exit 0; fi
echo "bundling the browser tests' pages"
npm ci --ignore-scripts --no-audit --no-fund --silent
mkdir -p "$out"
for page in plain errors faro otlp-json otlp-proto; do
    node_modules/.bin/esbuild --bundle --platform=browser --target=chrome110 --log-level=warning \
        --outfile="$out/$page.js" "pages/$page.js"
done
touch "$out/done"
