use super::*;

fn cache() -> TokenCache {
    TokenCache::new(&AuthConfig { max_good: 100, max_refused: 100, ..AuthConfig::default() }, [7; 32])
}

fn hash(cache: &TokenCache, token: &str) -> TokenHash {
    cache.hash_token(&Token::from_text(token).unwrap())
}

fn identity() -> Arc<Identity> {
    Arc::new(Identity::from_names(Some("t"), "u").unwrap())
}

#[test]
fn a_valid_token_is_fresh_then_stale_then_expired() {
    let (cache, start) = (cache(), Instant::now());
    let token = hash(&cache, "a");
    cache.insert_valid(token, identity(), start);
    for (seconds, want) in [
        (0, CachedAnswer::Fresh(identity())),
        (59, CachedAnswer::Fresh(identity())),
        (60, CachedAnswer::Stale(identity())),
        (359, CachedAnswer::Stale(identity())),
        (360, CachedAnswer::Miss),
    ] {
        assert_eq!(cache.get(&token, start + Duration::from_secs(seconds)), want, "after {seconds} s");
    }
}

#[test]
fn a_refused_token_is_refused_for_ten_seconds_and_never_stale() {
    let (cache, start) = (cache(), Instant::now());
    let token = hash(&cache, "a");
    cache.insert_valid(token, identity(), start);
    cache.insert_refused(token, start);
    assert_eq!(cache.get(&token, start + Duration::from_secs(9)), CachedAnswer::Refused);
    assert_eq!(cache.get(&token, start + Duration::from_secs(10)), CachedAnswer::Miss);
}

#[test]
fn a_flood_of_refused_tokens_evicts_no_valid_one_and_stays_bounded() {
    let (cache, start) = (cache(), Instant::now());
    let valid: Vec<_> = (0..50).map(|n| hash(&cache, &format!("valid-{n}"))).collect();
    valid.iter().for_each(|token| cache.insert_valid(*token, identity(), start));
    for n in 0..20_000 {
        cache.insert_refused(hash(&cache, &format!("invalid-{n}")), start);
    }
    assert!(valid.iter().all(|token| cache.get(token, start) == CachedAnswer::Fresh(identity())));
    assert!(cache.len() <= 150);
    cache.evict_expired(start + Duration::from_secs(10));
    assert_eq!(cache.len(), 50);
    cache.evict_expired(start + Duration::from_secs(360));
    assert_eq!(cache.len(), 0);
}

#[test]
fn a_failed_lookup_is_recent_for_one_second() {
    let (cache, start) = (cache(), Instant::now());
    let token = hash(&cache, "a");
    cache.insert_failure(token, start);
    assert!(cache.has_failed_recently(&token, start + Duration::from_millis(999)));
    assert!(!cache.has_failed_recently(&token, start + Duration::from_secs(1)));
    assert!(!cache.has_failed_recently(&hash(&cache, "b"), start));
    assert_eq!(cache.get(&token, start), CachedAnswer::Miss);
}

#[test]
fn hashes_depend_on_the_token_and_on_the_key() {
    let other = TokenCache::new(&AuthConfig::default(), [8; 32]);
    assert!(hash(&cache(), "a") != hash(&cache(), "b"));
    assert!(hash(&cache(), "a") == hash(&cache(), "a"));
    assert!(hash(&cache(), "a") != hash(&other, "a"));
}
