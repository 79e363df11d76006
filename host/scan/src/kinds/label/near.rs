//! Labels further before a value, with other words of a sentence between: `born in Lisbon on 12 April 1985`. They tell values that
//! rarely are anything else: with check digits, or of years in which people were born.

use super::before::month_before;
use super::tail::{before_end, label_end};
use super::told::Labels;
use super::words::are_fillers;
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::step;

/// How far before a value a label is looked for.
const LONGEST: usize = 56;
/// With fewer digits a number between may be part of a label.
const MOST_DIGITS: usize = 2;

/// Words right before a value that say that it is something else.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "order", "ticket", "case", "invoice", "ref", "reference", "request", "session", "trace", "job", "task", "build",
    "claim", "contract", "booking", "flight", "room", "gate", "phone", "tel", "mobile", "fax", "version", "release",
    "commit", "queue", "port", "line", "page", "policy", "product", "serial", "model", "vertrag", "bestellung",
    "auftrag", "rechnung", "vorgang", "kundennummer", "commande", "facture", "dossier", "contrat", "pedido",
    "factura", "contrato", "ordine", "fattura", "pratica", "umowa", "faktura", "bestelling", "factuur", "since",
    "seit", "depuis", "desde", "dal", "od", "sinds", "until", "till", "bis", "due", "valid", "expires", "expiry",
    "expired", "issued", "joined", "created", "updated", "opened", "closed", "appointment", "termin", "starts",
    "started", "starting", "ends", "ab", "before", "after", "hash", "tracking", "parcel", "sku", "ean", "isbn", "pnr",
    "amount", "total", "zamówienie", "zlecenie", "wniosek", "umowy", "objednávka", "objednávky", "smlouva",
    "beställning", "avtal", "tilaus", "ordre", "bestilling", "заказ", "заявка", "договор", "замовлення", "订单", "訂單",
    "注文", "주문", "sipariş", "pesanan", "rendelés", "comanda", "παραγγελία", "réclamation", "reclamo", "processo",
    "procedimento", "incidencia", "incident", "issue", "bug", "error", "code", "pipeline", "device", "asset",
    "campaign", "agent", "team",
];

/// What is told of the value at `start` by a label before it, with no `marks` and no newline between.
pub(crate) fn near(text: &[u8], start: usize, wanted: Labels, marks: &[u8]) -> Labels {
    let start = month_before(text, start).unwrap_or(start);
    let end = label_end(text, start);
    if end == start || is_another(text, end, start) {
        return Labels::NONE;
    }
    let (least, mut place, mut digits) = (start.saturating_sub(LONGEST), start, 0);
    while place > least {
        step();
        let byte = before(text, place);
        digits += usize::from(is_digit(byte));
        if byte == b'\n' || marks.contains(&byte) || digits > MOST_DIGITS || ends_sentence(text, place) {
            break;
        }
        let is_end = is_letter(byte) && !is_letter(at(text, place)) && !is_digit(at(text, place));
        let told = if is_end { before_end(text, place) } else { Labels::NONE };
        if told.has(wanted) {
            return told;
        }
        place -= 1;
    }
    Labels::NONE
}

/// Whether a name or noun before the value says that it is something else.
fn is_another(text: &[u8], end: usize, start: usize) -> bool {
    let words = Name::phrase_before(text, end);
    let is_named = text[end..start].iter().any(|byte| matches!(byte, b':' | b'=' | b'#'));
    let is_other = |other: &&str| {
        let letters = words.letters();
        letters.ends_with(other.as_bytes()) && words.has_word_at(letters.len() - other.len())
    };
    is_named && !are_fillers(&words) || OTHERS.iter().any(is_other)
}

/// Whether a sentence ends before `place`, or a row of blanks goes on.
fn ends_sentence(text: &[u8], place: usize) -> bool {
    let is_row = before(text, place) == b' ' && at(text, place) == b' ';
    let is_stop = before(text, place) == b'.' && at(text, place) == b' ' && at(text, place + 1).is_ascii_uppercase();
    is_row || is_stop && back(text, place, 4).is_ascii_lowercase()
}

fn is_letter(byte: u8) -> bool {
    is_word(byte) && !is_digit(byte) || byte >= 0x80
}
