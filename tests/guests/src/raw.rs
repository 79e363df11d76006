//! Calls that the SDK's types would not let through.

use sluice_filter::exported::sluice::filter::{diagnostics, enrich, events, redact, scanners, types};

pub(crate) fn odd_arguments() {
    let deep = "/a".repeat(100_000);
    let paths = ["attributes", "/attributes/~", "/attributes/~2", "/attributes/-", "//", "/\0", "/message/0", &deep];
    let json = types::Value::Json("[".repeat(100_000));
    for event in [0, u32::MAX, events::count(), events::count().wrapping_sub(1)] {
        for path in paths {
            events::get(event, path);
            events::texts(event, path);
            redact::remove(event, path, 0);
            redact::mask(event, path, &[], 0);
            redact::pseudonymise(event, path, 0);
            let _ = enrich::set(event, path, &json);
            let _ = enrich::set(event, path, &types::Value::Number(f64::NAN));
            let _ = enrich::set_batch(path, &types::Value::Json("{\"a\":1,\"a\":2} x".into()));
        }
    }
    redact::drop(u32::MAX);
}

pub(crate) fn undeclared_rule() {
    redact::remove(0, "/message", u32::MAX);
}

pub(crate) fn undeclared_metric() {
    for number in [64, u32::MAX] {
        diagnostics::count(number, 1);
        diagnostics::observe(number, 0.5);
    }
}

pub(crate) fn unknown_scanner() {
    for scanner in [0, 1, u32::MAX] {
        redact::scan(scanner, 0, "");
        redact::scan_names(scanner, 0, "");
        redact::scan_batch(scanner, "");
        redact::scan_names_batch(scanner, "");
        scanners::find(scanner, "x");
    }
}
