//! Names are declared while a filter is configured; a run can use them by number, and bring in no other.

use super::{Bench, Guest, batch, context};
use crate::{Chain, ChainEnd, settings::limits::RunLimits};
use sluice_event::Value;

/// `/message` at 100, `names` at 120; the result of a declaration at 200: an error where the first byte is not 0.
const DATA: &str = r#"(data (i32.const 100) "/message") (data (i32.const 120) "names")"#;
const RULE: &str = "(call $declare-rule (i32.const 120) (i32.const 5) (i32.const 200))";
const COUNTER: &str = "(call $declare-counter (i32.const 120) (i32.const 5) (i32.const 200))";
const OR_TRAP: &str = "(if (i32.load8_u (i32.const 200)) (then unreachable))";

fn mask(rule: &str) -> String {
    format!(
        "(drop (call $mask (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 0) (i32.const 0) (i32.const {rule})))"
    )
}

fn load(bench: &Bench, configure: &str, process: &str) -> Chain {
    bench.chain(&Guest { configure: configure.to_owned(), ..Guest::process(process) }.with(DATA))
}

#[test]
fn a_rule_that_was_declared_stands_in_the_place_of_what_it_took() {
    let bench = Bench::new();
    let chain = load(&bench, &format!("{RULE} {OR_TRAP}"), &mask("0"));
    for _ in 0..3 {
        let ChainEnd::Passed(batch) = chain.run(batch(), &context()) else { panic!("it passes") };
        assert_eq!(batch.get(0, "/message"), Some(Value::Text("[redacted:names]".into())));
    }
    assert_eq!(bench.metric(r#"telemetry_filter_redactions_total{chain="edge",filter="guest",rule="names"}"#), 3.0);
}

#[test]
fn a_declared_rule_can_be_used_at_once_and_in_warm_up() {
    let bench = Bench::new();
    let guest = Guest { configure: format!("{RULE} {OR_TRAP} {}", mask("0")), warm_up: mask("0"), ..Guest::default() };
    bench.chain(&guest.with(DATA));
}

#[test]
fn a_rule_that_was_not_declared_ends_the_run_and_the_detail_says_what_to_do() {
    let bench = Bench::new();
    for rule in ["1", "-1"] {
        let chain = load(&bench, RULE, &mask(rule));
        assert!(matches!(chain.run(batch(), &context()), ChainEnd::Withheld(_)));
        let failure = chain.describe().remove(0).last_failure.expect("a failure");
        let detail = failure.detail.expect("a detail");
        assert!(failure.outcome == "trap" && detail.contains("declare it in `configure`"), "{detail}");
    }
}

#[test]
fn nothing_can_be_declared_on_a_batch() {
    let bench = Bench::new();
    let late = "(if (i32.eqz (i32.load8_u (i32.const 200))) (then unreachable))";
    let chain = load(&bench, "", &format!("{RULE} {late} (i32.store8 (i32.const 200) (i32.const 0)) {COUNTER} {late}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.runs("ok"), 1.0);
}

#[test]
fn a_name_of_another_shape_is_an_error_while_the_filter_is_configured() {
    let bench = Bench::new();
    let body = format!("{} {OR_TRAP}", RULE.replace("(i32.const 5)", "(i32.const 6)"));
    let guest = Guest { configure: body, ..Guest::default() }.with(&DATA.replace("names", "na\\nmes"));
    assert!(bench.refusal(&guest.component()).contains("configure: trap"));
}

fn measure(counter: u32) -> String {
    format!("(call $measure (i32.const {counter}) (i64.const 2)) (call $observe (i32.const {counter}) (f64.const 0.5))")
}

#[test]
fn what_is_measured_without_a_declaration_is_counted_as_left_out() {
    let bench = Bench::new();
    let chain = load(&bench, COUNTER, &format!("{} {}", measure(0), measure(7)));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.metric(r#"telemetry_filter_counter_total{chain="edge",filter="guest",name="names"}"#), 2.0);
    let cut =
        |limit| bench.metric(&format!(r#"telemetry_filter_cut_total{{chain="edge",filter="guest",limit="{limit}"}}"#));
    // One counter was declared and no histogram.
    assert_eq!((cut("undeclared"), cut("measurements"), cut("metric_names")), (3.0, 0.0, 0.0));
}

#[test]
fn names_past_the_limit_share_one_series() {
    let bench = Bench::new();
    let guest = Guest { configure: COUNTER.to_owned(), ..Guest::process(&measure(0)) }.with(DATA);
    let mut entry = bench.entry("guest", &guest.component());
    entry.limits =
        toml::Table::try_from(RunLimits { metric_names: 0, ..RunLimits::default() }).unwrap().try_into().unwrap();
    let chain = bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.metric(r#"telemetry_filter_counter_total{chain="edge",filter="guest",name="other"}"#), 2.0);
    assert_eq!(bench.metric(r#"telemetry_filter_cut_total{chain="edge",filter="guest",limit="metric_names"}"#), 1.0);
}
