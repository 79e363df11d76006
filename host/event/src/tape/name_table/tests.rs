use super::*;

const START: Place = Place::within(OTHER);

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
        let ids: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, START)).collect();
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
    let first: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, START)).collect();
    let again: Vec<NameId> = spans.iter().map(|span| table.intern(&body, *span, true, START)).collect();
    assert!(first.iter().filter(|id| **id != OTHER).count() > 200);
    assert!(table.has_others && table.names.len() <= MAX_NAMES);
    assert_eq!(first, again);
}

#[test]
fn an_expected_name_is_found_without_looking_for_its_end() {
    let mut table = NameTable::default();
    let (body, spans) = spans(&["level", "a-name-of-more-than-sixteen-bytes", "levels"]);
    let bytes = body.as_bytes();
    let level = table.intern(&body, spans[0], true, START);
    let after = START.after(level);
    let long = table.intern(&body, spans[1], true, after);
    assert_eq!((table.expected(START), table.expected(after)), (level, long));
    assert!(table.standing_at(long, bytes, spans[1].start as usize).is_some());
    assert!(table.standing_at(level, bytes, spans[0].start as usize).is_some());
    assert!(table.standing_at(level, bytes, spans[2].start as usize).is_none(), "it is the beginning of another name");
    assert!(table.standing_at(long, &bytes[..30], spans[1].start as usize).is_none(), "the body ends");
    assert!(table.standing_at(OTHER, bytes, spans[0].start as usize).is_none());
}

#[test]
fn several_names_are_expected_in_one_place_until_they_are_forgotten() {
    let mut table = NameTable::default();
    let (body, spans) = spans(&["a", "b", "c", "d", "e", "behind them"]);
    let ids: Vec<NameId> = spans[..5].iter().map(|span| table.intern(&body, *span, true, START)).collect();
    let found = |table: &NameTable, at: usize| {
        table.less_expected(START, body.as_bytes(), spans[at].start as usize).map(|(id, _)| id)
    };
    assert_eq!(table.expected(START), ids[0]);
    let less: Vec<_> = (0..5).map(|at| found(&table, at)).collect();
    assert_eq!(less, [None, Some(ids[1]), Some(ids[2]), None, Some(ids[4])], "the last place is that of the latest");
    table.truncate(2);
    assert_eq!((table.expected(START), found(&table, 1), found(&table, 2)), (ids[0], Some(ids[1]), None));
}
