//! What `export!` expands to. Not part of the interface: use the macro.

pub use crate::bindings::*;
pub use crate::diagnostics::report_panics;

use crate::batch::Batch;
use crate::filter::Filter;
use std::cell::OnceCell;

/// Memory that is taken and given back before the snapshot, in bytes: so the heap of every sandbox already has room for
/// the texts of a large batch, and no request has to grow it, which is a system call that stops the other cores.
const ROOM: usize = 128 * 1024;

/// Reads the settings and keeps the filter.
pub fn configure<F: Filter>(filter: &OnceCell<F>, config: &str) -> Result<(), String> {
    let config = if config.trim().is_empty() { "{}" } else { config };
    let settings =
        serde_json::from_str(config).map_err(|error| format!("settings: {}", without_type_names(error.to_string())))?;
    let made = F::configure(settings)?;
    filter.set(made).map_err(|_| "the filter is already configured".into())
}

/// What serde expects is a type of the filter's source. Who writes settings writes objects.
fn without_type_names(message: String) -> String {
    let Some((before, after)) = message.split_once("expected struct ") else { return message };
    let after = after.trim_start_matches(|one: char| one.is_alphanumeric() || one == '_');
    format!("{before}expected an object{after}")
}

/// Leaves warm memory behind.
pub fn warm_up<F: Filter>(filter: &OnceCell<F>) {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM)));
    if let Some(filter) = filter.get() {
        filter.warm_up(&Batch::new());
    }
}

/// Runs the filter on the batch of this sandbox.
pub fn process<F: Filter>(filter: &OnceCell<F>) -> Result<(), String> {
    match filter.get() {
        Some(filter) => filter.process(&Batch::new()),
        None => Err("the filter has not been configured".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::without_type_names;

    #[test]
    fn no_type_of_the_source_is_named() {
        let of = |text: &str| without_type_names(text.to_owned());
        assert_eq!(
            of("invalid type: integer `1`, expected struct Custom at line 1"),
            "invalid type: integer `1`, expected an object at line 1"
        );
        assert_eq!(of("unknown field `x`, expected `a`"), "unknown field `x`, expected `a`");
    }
}
