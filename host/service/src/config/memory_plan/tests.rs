use crate::config::Config;
use std::path::Path;

fn parse(limit_mib: u64, text: &str) -> Result<Config, Vec<String>> {
    let text = format!("[memory]\nlimit_bytes = {}\n[auth]\nurl = \"http://auth\"\n{text}", limit_mib << 20);
    Config::parse(&text, Path::new("/etc/sluice/test.toml"), std::iter::empty()).map_err(|error| error.mistakes)
}

fn sum(config: &Config) -> u64 {
    config.memory_plan().unwrap().sum()
}

#[test]
fn the_defaults_fit_whatever_memory_there_is() {
    for mib in [256, 300, 512, 777, 1000, 1024, 2048, 4096, 10_000] {
        let config = parse(mib, "").unwrap_or_else(|mistakes| panic!("{mib} MiB: {mistakes:?}"));
        assert!(sum(&config) <= mib << 20, "{mib} MiB");
    }
}

#[test]
fn with_much_memory_the_defaults_are_what_they_are() {
    let (mut fitted, default) = (parse(32 << 10, "").unwrap(), Config::default());
    (fitted.memory, fitted.text_digest) = Default::default();
    fitted.auth.url.clear();
    assert_eq!(format!("{fitted:#?}"), format!("{default:#?}"));
}

#[test]
fn what_the_file_sets_stays_and_the_others_share_the_rest() {
    let config = parse(1000, "[body]\nmax_buffered_bytes = 314572800\n[pool]\nsandboxes = 8\n").unwrap();
    assert_eq!((config.body.max_buffered_bytes, config.pool.sandboxes), (300 << 20, 8));
    assert!(sum(&config) <= 1000 << 20);
}

#[test]
fn values_that_do_not_fit_are_a_mistake_that_does_the_sum() {
    let mistakes =
        parse(1000, "[body]\nmax_buffered_bytes = 900000000\n[pool]\nloaded_bytes = 500000000\n").unwrap_err();
    let [mistake] = &*mistakes else { panic!("{mistakes:?}") };
    for part in
        ["of 1000 MiB (memory.limit_bytes)", "859 requests (body.max_buffered_bytes)", "477 code (pool.loaded_bytes)"]
    {
        assert!(mistake.contains(part), "{part} is not in {mistake}");
    }
}

#[test]
fn too_little_memory_for_any_configuration_is_a_mistake() {
    assert!(parse(100, "").is_err());
}
