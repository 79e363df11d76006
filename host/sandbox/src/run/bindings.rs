//! The host's side of the contract in `guest-sdk/wit`, generated.

#![allow(missing_docs, unreachable_pub)]

wasmtime::component::bindgen!({
    path: "../../guest-sdk/wit",
    world: "filter",
    imports: { default: trappable },
});
