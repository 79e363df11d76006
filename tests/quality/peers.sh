#!/bin/sh
# Measures Presidio, scrubadub and commonregex on the published texts; `make quality` writes these.
# Usage: tests/quality/peers.sh [STEP]: every STEP-th text, 10 unless said otherwise.
set -eu
cd "$(dirname "$0")/../.."
python=target/peers/bin/python
if [ ! -x "$python" ]; then
    python3 -m venv target/peers
    "$python" -m pip install --quiet presidio-analyzer==2.2.366 scrubadub==2.0.1 commonregex==1.5.4
fi
"$python" tests/quality/peers.py target/quality/published.jsonl "${1:-10}"
