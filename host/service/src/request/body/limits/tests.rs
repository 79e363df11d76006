use super::decompressed_limit;
use crate::config::sections::server::BodyConfig;

#[test]
fn the_ratio_counts_past_what_may_be_sent_as_it_is_and_the_size_always() {
    let config = BodyConfig::default();
    assert_eq!(decompressed_limit(&config, 1, true), 1 << 20);
    assert_eq!(decompressed_limit(&config, 10_000, true), 2_000_000);
    assert_eq!(decompressed_limit(&config, 1, false), 64 << 10);
    assert_eq!(decompressed_limit(&config, 1 << 20, true), config.max_decompressed_bytes);
    assert_eq!(decompressed_limit(&config, 60_000, false), 512 << 10);
}
