//! One test for each rule of the format.

use super::parser::parse;
use crate::{Registry, counter, counters, gauge, gauges, histogram, histogram_with_exemplars, histograms, register};
use prometheus::Counter;

fn rendered(registry: &Registry) -> String {
    let mut text = Vec::new();
    registry.render_open_metrics(&mut text).expect("it can be written");
    String::from_utf8(text).expect("UTF-8")
}

/// Every type line of counters with these names, and of nothing else.
fn kinds(names: &[&str]) -> Vec<String> {
    let registry = Registry::default();
    names.iter().for_each(|name| drop(counter(&registry, name, "Help").expect("a name")));
    let families = parse(&rendered(&registry)).into_iter();
    families.map(|family| format!("{} {}", family.name, family.kind)).collect()
}

#[test]
fn nothing_ends_too() {
    assert_eq!(rendered(&Registry::default()), "# EOF\n");
}

#[test]
fn each_type_is_written_as_the_specification_has_it() {
    let registry = Registry::default();
    counter(&registry, "requests_total", "Requests").expect("a name").inc_by(3);
    counters(&registry, "shares_total", "Shares", &["of"]).expect("a name").with_label_values(&["a"]).inc();
    gauge(&registry, "open", "Open ones").expect("a name").set(-2);
    histogram(&registry, "seconds", "Durations", &[0.25, 1.0]).expect("a name").observe(0.5);
    let exact = "# TYPE open gauge\n# HELP open Open ones\nopen -2\n\
                 # TYPE requests counter\n# HELP requests Requests\nrequests_total 3\n\
                 # TYPE seconds histogram\n# HELP seconds Durations\n\
                 seconds_bucket{le=\"0.25\"} 0\nseconds_bucket{le=\"1\"} 1\nseconds_bucket{le=\"+Inf\"} 1\n\
                 seconds_sum 0.5\nseconds_count 1\n\
                 # TYPE shares counter\n# HELP shares Shares\nshares_total{of=\"a\"} 1\n# EOF\n";
    assert_eq!(rendered(&registry), exact);
}

#[test]
fn a_counter_whose_samples_do_not_end_in_total_is_unknown() {
    assert_eq!(
        kinds(&["a_events", "b_total", "c_total_", "_total"]),
        ["_total unknown", "a_events unknown", "b counter", "c_total_ unknown"]
    );
}

#[test]
fn a_counter_whose_family_would_have_a_name_of_others_is_unknown() {
    assert_eq!(kinds(&["a", "a_total"]), ["a unknown", "a_total unknown"]);
    assert_eq!(kinds(&["a_total", "a_created"]), ["a_created unknown", "a_total unknown"]);
    assert_eq!(kinds(&["a_total", "a_created_total"]), ["a_created_total unknown", "a counter"]);
    assert_eq!(kinds(&["a_sum", "a_sum_total"]), ["a_sum unknown", "a_sum_total unknown"]);
    let registry = Registry::default();
    histogram(&registry, "a", "Help", &[1.0]).expect("a name").observe(1.0);
    counter(&registry, "a_count_total", "Help").expect("a name").inc();
    assert_eq!(parse(&rendered(&registry))[1].kind, "unknown");
}

#[test]
fn the_type_of_a_counter_does_not_depend_on_which_others_have_series_yet() {
    let registry = Registry::default();
    let original = counters(&registry, "a", "Help", &["name"]).expect("a name");
    counter(&registry, "a_total", "Help").expect("a name").inc();
    let type_line = |text: String| text.lines().find(|line| line.starts_with("# TYPE a_total ")).map(str::to_owned);
    let before = type_line(rendered(&registry));
    original.with_label_values(&["first"]).inc();
    assert_eq!((before.as_deref(), before.clone()), (Some("# TYPE a_total unknown"), type_line(rendered(&registry))));
}

#[test]
fn quotes_are_escaped_in_help_and_in_labels() {
    let registry = Registry::default();
    let odd = "a \"b\" \\ c\nd ä\u{0} # {";
    gauges(&registry, "a", odd, &["of"]).expect("a name").with_label_values(&[odd]).set(1);
    let text = rendered(&registry);
    assert!(text.contains("# HELP a a \\\"b\\\" \\\\ c\\nd ä\u{0} # {\n"), "{text}");
    assert!(text.contains("a{of=\"a \\\"b\\\" \\\\ c\\nd ä\u{0} # {\"} 1\n"), "{text}");
    let family = &parse(&text)[0];
    assert_eq!((&*family.help, &*family.samples[0].labels[0].1), (odd, odd));
}

#[test]
fn numbers_without_end_have_the_names_of_the_specification() {
    let registry = Registry::default();
    for (name, value) in [("a", f64::INFINITY), ("b", f64::NEG_INFINITY), ("c", f64::NAN), ("d", 1e300), ("e", 5e-7)] {
        register(&registry, prometheus::Gauge::new(name, "Help").expect("a name")).expect("a name").set(value);
    }
    register(&registry, Counter::new("f_total", "Help").expect("a name")).expect("a name").inc_by(0.25);
    let text = rendered(&registry);
    assert!(
        ["a +Inf\n", "b -Inf\n", "c NaN\n", "e 0.0000005\n", "f_total 0.25\n"].iter().all(|line| text.contains(line)),
        "{text}"
    );
    assert_eq!(parse(&text)[3].samples[0].value, 1e300);
}

#[test]
fn bounds_are_written_as_the_other_format_writes_them() {
    let registry = Registry::default();
    let bounds = [-1.5, 2e-6, 0.1, 1.0, 10.0, 1_048_576.0, 1e21];
    histograms(&registry, "a", "Help", &["of"], &bounds).expect("a name").with_label_values(&["x"]).observe(1.0);
    let mut text = Vec::new();
    registry.render(&mut text).expect("it can be written");
    let text = String::from_utf8(text).expect("UTF-8");
    let samples =
        |text: &str| text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(samples(&rendered(&registry)), samples(&text));
}

#[test]
fn a_bucket_has_the_request_that_it_counts_and_says_when() {
    let registry = Registry::default();
    let seconds = histogram_with_exemplars(&registry, "seconds", "Durations", &[0.25, 1.0]).expect("a name");
    seconds.observe(0.5, "00ff", 1_800_000_000_125);
    seconds.observe(7.0, "a\"b", 1_800_000_001_000);
    let text = rendered(&registry);
    let buckets: Vec<_> = text.lines().filter(|line| line.starts_with("seconds_bucket")).collect();
    assert_eq!(
        buckets,
        [
            "seconds_bucket{le=\"0.25\"} 0",
            "seconds_bucket{le=\"1\"} 1 # {request_id=\"00ff\"} 0.5 1800000000.125",
            "seconds_bucket{le=\"+Inf\"} 2 # {request_id=\"a\\\"b\"} 7 1800000001",
        ]
    );
    let exemplar = parse(&text).remove(0).samples.remove(2).exemplar.expect("it is there");
    assert_eq!((&*exemplar.labels[0].1, exemplar.seconds), ("a\"b", 1_800_000_001.0));
}

#[test]
fn the_other_format_has_no_exemplars() {
    let registry = Registry::default();
    let seconds = histogram_with_exemplars(&registry, "seconds", "Durations", &[0.25]).expect("a name");
    seconds.observe(0.5, "00ff", 1_800_000_000_000);
    let mut text = Vec::new();
    registry.render(&mut text).expect("it can be written");
    assert!(!String::from_utf8(text).expect("UTF-8").contains("00ff"));
}
