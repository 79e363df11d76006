use super::*;

fn spans(names: &[&str]) -> (String, Vec<Span>) {
    let mut body = String::new();
    let span = |name: &&str| {
        let start = body.len() as u32;
        body.push_str(name);
        body.push_str("\":            ");
        Span { start, end: start + name.len() as u32 }
    };
    let spans = names.iter().map(span).collect();
    (body, spans)
}

#[test]
fn names_of_every_length_are_told_apart_by_any_byte() {
    let mut table = NameTable::default();
    for length in 0..40 {
        let name = "abcdefghijklmnopqrstuvwxyz0123456789-_.,"[..length].to_owned();
        let others = (0..length).map(|place| format!("{}Z{}", &name[..place], &name[place + 1..]));
        let names: Vec<String> = [name.clone(), name.clone()].into_iter().chain(others).collect();
        let (body, spans) = spans(&names.iter().map(String::as_str).collect::<Vec<_>>());
        table = NameTable::default();
        let ids: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, OTHER)).collect();
        assert_eq!(ids[0], ids[1], "{length}");
        assert!(ids[2..].iter().all(|id| *id == OTHER || *id != ids[0]), "{length}");
    }
    assert!(table.get(OTHER).is_none());
}

#[test]
fn a_full_table_has_no_id_for_further_names() {
    let names: Vec<String> = (0..1000).map(|number| format!("name-{number}")).collect();
    let (body, spans) = spans(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut table = NameTable::default();
    let first: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, OTHER)).collect();
    let again: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, OTHER)).collect();
    assert!(first.iter().filter(|id| **id != OTHER).count() > 200);
    assert!(table.has_others && table.names.len() <= MAX_NAMES);
    assert_eq!(first, again);
}

#[test]
fn the_follower_of_a_name_is_found_without_looking_for_its_end() {
    let mut table = NameTable::default();
    let (body, spans) = spans(&["level", "a-name-of-more-than-sixteen-bytes", "level", "levels"]);
    let (mut before, bytes) = (OTHER, body.as_bytes());
    for span in &spans[..3] {
        before = table.intern(&body, *span, true, before);
    }
    let (level, [long, _]) = (before, table.followers(before));
    assert_eq!(long, table.intern(&body, spans[1], true, level));
    assert!(table.standing_at(long, bytes, spans[1].start as usize).is_some());
    assert!(table.standing_at(level, bytes, spans[0].start as usize).is_some());
    assert!(table.standing_at(level, bytes, spans[3].start as usize).is_none(), "it is the beginning of another name");
    assert!(table.standing_at(long, &bytes[..30], spans[1].start as usize).is_none(), "the body ends");
    assert!(table.standing_at(OTHER, bytes, spans[0].start as usize).is_none());
}
