use super::TemplateUrls;
use sluice_filter::testing::{self, json};

fn templated(settings: serde_json::Value, url: &str) -> String {
    let filter: TemplateUrls = testing::configure(settings).unwrap();
    let outcome = testing::run(&filter, json!([{"page": {"url": url}}])).unwrap();
    outcome.events[0]["page"]["url"].as_str().unwrap().to_owned()
}

#[test]
fn ids_queries_and_fragments_are_taken() {
    for (url, expected) in [
        ("https://shop.example/orders/18422", "https://shop.example/orders/[redacted:id]"),
        (
            "https://shop.example/orders/18422/items/7?x=1#top",
            "https://shop.example/orders/[redacted:id]/items/[redacted:id]?[redacted:query]#[redacted:fragment]",
        ),
        ("/u/9f6e1c7a-52f4-4c53-9d3a-0f2c7b1a8e01", "/u/[redacted:id]"),
        ("/u/ann@example.com/ann%40example.com", "/u/[redacted:id]/[redacted:id]"),
        ("https://shop.example?q=shoes", "https://shop.example?[redacted:query]"),
        ("https://shop.example", "https://shop.example"),
        ("https://shop.example/?", "https://shop.example/?"),
        ("/watch/dQw4w9WgXcQxyz09", "/watch/[redacted:id]"),
    ] {
        assert_eq!(templated(json!({}), url), expected);
    }
}

#[test]
fn words_and_texts_that_are_no_urls_stay() {
    for url in
        ["/v2/help/how-to-set-up-your-router-in-2024", "/decade/facade", "see https://shop.example/1", "", "mailto:x"]
    {
        assert_eq!(templated(json!({}), url), url);
    }
}

#[test]
fn routes_name_what_they_take_and_win_over_ids() {
    let settings = json!({"routes": ["/shops/:shop/orders/:order", "/about"]});
    assert_eq!(
        templated(settings.clone(), "https://a.example/shops/west/orders/12"),
        "https://a.example/shops/[redacted:shop]/orders/[redacted:order]"
    );
    assert_eq!(templated(settings.clone(), "/shops//orders/12"), "/shops//orders/[redacted:id]");
    assert_eq!(templated(settings, "/about/12"), "/about/[redacted:id]");
}

#[test]
fn kept_parameters_stay_and_what_is_beside_them_goes() {
    let settings = json!({"keep_parameters": ["page", "sort"], "keep_fragment": true, "ids": false});
    assert_eq!(
        templated(settings, "/list/7?token=a&user=b&page=2&q=x&sort=up#a"),
        "/list/7?[redacted:query]&page=2&[redacted:query]&sort=up#a"
    );
}

#[test]
fn a_url_with_more_parts_than_any_page_has_is_taken_whole() {
    assert_eq!(templated(json!({}), &"/1".repeat(65)), "[redacted:url]");
}

#[test]
fn parts_of_more_than_one_byte_are_cut_where_they_end() {
    assert_eq!(
        templated(json!({}), "https://ä.example/ö/12?ü=1#ß"),
        "https://ä.example/ö/[redacted:id]?[redacted:query]#[redacted:fragment]"
    );
}

#[test]
fn a_wrong_setting_is_refused() {
    for settings in [
        json!({"path": []}),
        json!({"paths": ["page/url"]}),
        json!({"routes": ["orders/:id"]}),
        json!({"routes": ["/a/:b c"]}),
    ] {
        assert!(testing::configure::<TemplateUrls>(settings).is_err());
    }
}
