//! What filters do not have, by the functions that ask for it: those of Rust's standard library, and those of WASI, which
//! componentize-py and others leave in a component and which end the run.

const CLOCK: &str = "; a filter has no clock: the time is in the event, and in `received_at` of the context";
const FILES: &str = "; a filter has no files: what it needs to know is in its settings";
const NETWORK: &str = "; a filter has no network";
const RANDOMNESS: &str = "; a filter has no randomness: what it does depends on the batch and its settings alone";
const EXIT: &str = "; a filter cannot end its process: it returns, or fails with an error";

/// Of the innermost function, by how its name begins.
const OF_WASI: [(&str, &str); 13] = [
    ("wall_clock_", CLOCK),
    ("monotonic_clock_", CLOCK),
    ("filesystem_preopens_", FILES),
    ("filesystem_method_", FILES),
    ("tcp_create_socket_", NETWORK),
    ("udp_create_socket_", NETWORK),
    ("instance_network_", NETWORK),
    ("ip_name_lookup_", NETWORK),
    ("random_get_random_", RANDOMNESS),
    ("insecure_get_insecure_random_", RANDOMNESS),
    ("insecure_seed_", RANDOMNESS),
    ("exit_exit", EXIT),
    ("__wasi_proc_exit", EXIT),
];

/// What to say of what the functions ask for, which come innermost first.
pub(super) fn asked_for<'a>(mut functions: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    let innermost = functions.clone().next()?;
    if let Some((_, said)) = OF_WASI.iter().find(|(start, _)| innermost.starts_with(start)) {
        return Some(said);
    }
    let asks_for_time = |name: &str| {
        let name = name.replace('>', "");
        name.contains("std::time::SystemTime::now") || name.contains("std::time::Instant::now")
    };
    functions.any(asks_for_time).then_some(CLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `open()`, `time.time()`, `os.urandom()`, `socket.socket()` and `sys.exit()` of Python end.
    #[test]
    fn what_is_missing_is_named() {
        for (functions, said) in [
            (["filesystem_preopens_get_directories", "__wasilibc_populate_preopens"], "has no files"),
            (["wall_clock_now", "__clock_gettime"], "has no clock: the time is in the event"),
            (["random_get_random_bytes", "__wasilibc_random"], "has no randomness"),
            (["tcp_create_socket_create_tcp_socket", "socket"], "has no network"),
            (["exit_exit", "_Exit"], "cannot end its process"),
            (["std::time::SystemTime::now", "my_mask::scan"], "has no clock"),
            (["<std::time::SystemTime>::now", "my_mask::scan"], "has no clock"),
        ] {
            let text = asked_for(functions.into_iter()).unwrap_or_default();
            assert!(text.contains(said), "{functions:?}: {text}");
        }
    }

    #[test]
    fn functions_of_the_filter_ask_for_nothing() {
        for functions in [["abort", "os_abort"], ["my_mask::scan", "wall_clock_now"], ["random_pick", "process"]] {
            assert_eq!(asked_for(functions.into_iter()), None, "{functions:?}");
        }
        assert_eq!(asked_for(std::iter::empty()), None);
    }
}
