//! Names of metrics, made of the names of applications. <https://prometheus.io/docs/concepts/data_model/>

/// `APP_WHAT`, in which every character that no name of a metric has is `_`.
pub(crate) fn join(app: &str, what: &str) -> String {
    let mut name = String::with_capacity(app.len() + 1 + what.len());
    if app.starts_with(|first: char| first.is_ascii_digit()) {
        name.push('_');
    }
    name.extend([app, "_", what].into_iter().flat_map(str::chars).map(valid));
    name
}

fn valid(character: char) -> char {
    if character.is_ascii_alphanumeric() { character } else { '_' }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn every_name_is_one_that_prometheus_takes() {
        assert_eq!(join("wwe_ui", "events"), "wwe_ui_events");
        assert_eq!(join("agent desktop-ü", "call:mos"), "agent_desktop___call_mos");
        assert_eq!(join("3cx", "events"), "_3cx_events");
    }
}
