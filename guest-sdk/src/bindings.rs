//! What wit-bindgen makes of the contract.

#![allow(missing_docs, unsafe_code, unreachable_pub, clippy::all)]

wit_bindgen::generate!({
    path: "wit",
    world: "filter",
    pub_export_macro: true,
    export_macro_name: "export_filter",
});
