//! How many items of each category an envelope has that was refused: its SDK neither sends them again nor counts them.

use super::{category::Category, item::ItemType};

/// Bytes of a line that are looked at: an SDK writes the type first, and a count after it.
const HEAD_BYTES: usize = 128;
/// The most events that one item is believed to have.
const MAX_COUNT: u64 = 1_000;

/// Counts items while the bytes of their envelope go by, without reading payloads.
#[derive(Default)]
pub struct ItemCounter {
    head: Vec<u8>,
    line: u64,
    /// A payload with a length of its own may have line breaks in it, so nothing after it is counted.
    is_lost: bool,
    counts: [u64; Category::COUNT],
}

impl ItemCounter {
    /// Takes the next bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n').filter(|_| !self.is_lost) {
            self.push(&bytes[..end]);
            self.end_line();
            bytes = &bytes[end + 1..];
        }
        self.push(bytes);
    }

    /// What there was, by category.
    pub fn finish(mut self) -> impl Iterator<Item = (Category, u64)> {
        self.end_line();
        Category::all().map(move |category| (category, self.counts[category as usize])).filter(|(_, count)| *count > 0)
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// The first line is the envelope's; then headers of items and payloads take turns.
    fn end_line(&mut self) {
        if self.line % 2 == 1
            && !self.is_lost
            && let Some(name) =
                after(&self.head, b"\"type\":\"").and_then(|rest| rest.split(|byte| *byte == b'"').next())
        {
            let category = std::str::from_utf8(name).map_or(Category::Other, |name| ItemType::named(name).category());
            let digits = after(&self.head, b"\"item_count\":").unwrap_or_default();
            let digits = digits.split(|byte| !byte.is_ascii_digit()).next().unwrap_or_default();
            let count = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(1);
            self.counts[category as usize] += u64::min(count, MAX_COUNT);
            self.is_lost = after(&self.head, b"\"length\":").is_some();
        }
        self.line += 1;
        self.head.clear();
    }
}

fn after<'a>(line: &'a [u8], needle: &[u8]) -> Option<&'a [u8]> {
    let at = line.windows(needle.len()).position(|window| window == needle)?;
    Some(&line[at + needle.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pieces: &[&[u8]]) -> Vec<(&'static str, u64)> {
        let mut counter = ItemCounter::default();
        pieces.iter().for_each(|piece| counter.feed(piece));
        counter.finish().map(|(category, count)| (category.name(), count)).collect()
    }

    #[test]
    fn items_are_counted_whatever_pieces_they_come_in() {
        let body: &[u8] =
            b"{}\n{\"type\":\"event\"}\n{\"type\":\"session\"}\n{\"type\":\"log\",\"item_count\":3}\n{\"items\":[]}";
        assert_eq!(counts(&[body]), [("error", 1), ("log_item", 3)]);
        let pieces: Vec<&[u8]> = body.chunks(1).collect();
        assert_eq!(counts(&pieces), [("error", 1), ("log_item", 3)]);
    }

    #[test]
    fn nothing_is_counted_after_a_payload_of_a_length_of_its_own() {
        let body: &[u8] = b"{}\n{\"type\":\"attachment\",\"length\":9}\n\n{\"type\":\"event\"}\n";
        assert_eq!(counts(&[body]), [("attachment", 1)]);
    }

    #[test]
    fn what_is_no_envelope_and_what_lies_counts_little() {
        assert_eq!(counts(&[b"{\"type\":\"event\"}"]), []);
        assert_eq!(counts(&[b"\n{\"type\":\"\xff\",\"item_count\":99999999999999999999}\n"]), [("default", 1)]);
        assert_eq!(counts(&[b"\n{\"type\":\"log\",\"item_count\":5000000}\n"]), [("log_item", 1_000)]);
    }
}
