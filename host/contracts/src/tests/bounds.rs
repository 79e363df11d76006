use super::*;

/// Series of `a_events`, by the values of their labels in the order of their names: contact center, event, tenant.
fn series(registry: &Registry) -> Vec<String> {
    let scrape = scrape(registry);
    scrape.lines().filter(|line| line.starts_with("a_events{")).map(str::to_owned).collect()
}

fn bounded(max_names: usize, max_series: usize) -> (Contracts, Registry) {
    let apps = json!([{"appName": "a", "monitoredEvents": ["error_.*", "start"]}]);
    compile(&ContractsConfig { max_names, max_series, ..config(apps) })
}

fn named(name: &str) -> Value {
    json!({"app": {"name": "a"}, "name": name})
}

#[test]
fn names_that_clients_think_of_are_bounded_by_tenant_and_those_of_the_contract_have_their_place() {
    let (contracts, registry) = bounded(2, 100);
    let events: Vec<_> = (0..50).map(|number| named(&format!("error_{number}"))).chain([named("start")]).collect();
    let other = Origin { tenant_id: "t", tenant_name: "Two", ..ORIGIN };
    contracts.count(&batch(&json!(events)), ORIGIN);
    contracts.count(&batch(&json!([named("error_7")])), other);
    let series = series(&registry);
    assert_eq!(series.len(), 5, "{series:#?}");
    for sample in [
        r#"a_events{contactCenterId="9350e2fc",eventName="other",tenantName="One"} 48"#,
        r#"a_events{contactCenterId="9350e2fc",eventName="start",tenantName="One"} 1"#,
        r#"a_events{contactCenterId="t",eventName="error_7",tenantName="Two"} 1"#,
    ] {
        assert!(series.iter().any(|line| line == sample), "{sample} is not in {series:#?}");
    }
}

#[test]
fn names_that_do_not_look_like_names_or_hold_a_secret_are_others() {
    let (contracts, registry) = bounded(10, 100);
    let long = format!("error_{}", "x".repeat(200));
    let names = ["error_[redacted:card]", "error_a b", "error_\n", "error_ü", &long, "error_\"", "error_hunter2"];
    contracts.count(&batch(&json!(names.map(named))), ORIGIN);
    assert_eq!(series(&registry), [r#"a_events{contactCenterId="9350e2fc",eventName="other",tenantName="One"} 6"#]);
}

#[test]
fn past_all_series_there_is_one_for_the_rest() {
    let (contracts, registry) = bounded(10, 3);
    for tenant in 0..20 {
        let id = format!("t{tenant}");
        contracts.count(&batch(&json!([named("start")])), Origin { tenant_id: &id, tenant_name: "T", ..ORIGIN });
    }
    let series = series(&registry);
    assert_eq!(series.len(), 4, "{series:#?}");
    assert!(
        series.contains(&r#"a_events{contactCenterId="other",eventName="other",tenantName="other"} 17"#.to_owned())
    );
}

#[test]
fn every_pattern_is_matched_in_linear_time_and_is_anchored_whatever_it_says() {
    let (contracts, registry) =
        compile(&config(json!([{"appName": "a", "monitoredEvents": ["(?i)A|b", "(a+)+$", "(?s).c"]}])));
    let hostile = format!("{}!", "a".repeat(60_000));
    let names = ["a", "B", "xb", "bx", "xc", "xcx", &hostile];
    contracts.count(&batch(&json!(names.map(named))), ORIGIN);
    let series = series(&registry);
    let found: Vec<_> = series.iter().filter_map(|line| line.split("eventName=\"").nth(1)?.split('"').next()).collect();
    assert_eq!(found, ["B", "a", "xc"]);
}
