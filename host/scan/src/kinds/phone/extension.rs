//! Extensions behind telephone numbers.

use crate::text::bytes::{at, is_digit, is_word};

/// The end of `x4587`, `ext. 12`, `#4587`, `;ext=5` after the number that ends at `end`, or `end` where there is none. A blank may be the
/// `+` of a form.
pub(crate) fn extension_end(text: &[u8], end: usize) -> usize {
    #[rustfmt::skip]
    const MARKS: [&[u8]; 49] = [
        b";ext=", b"extension", b"extensi\xc3\xb3n", b"extn.", b"extn", b"ext.", b"ext:", b"ext", b"#", b"x", b"wew.", b"wew", b"int.",
        b"interno", b"poste", b"durchwahl", b"dw", b"nst.", b"app.", b"ramal", b"anexo", b"klapka", b"linka", b"kl.", b"dahili", b"toestel",
        b"tst.", b"ankn.", b"anknytning", b"lok.", b"local", b"\xd0\xb4\xd0\xbe\xd0\xb1.", b"\xd0\xb4\xd0\xbe\xd0\xb1", "内線".as_bytes(),
        "ต่อ".as_bytes(), "доп.".as_bytes(), "внутр.".as_bytes(), "вн.".as_bytes(), "mellék".as_bytes(), "εσωτ.".as_bytes(),
        "extensão".as_bytes(), b"nebenstelle", b"mell.", b"dah.", b"interne", b"int",
        "内线".as_bytes(), "分机".as_bytes(), "내선".as_bytes(),
    ];
    const MOST_DIGITS: usize = 6;
    let blank = |place: usize| usize::from(matches!(at(text, place), b' ' | b'+'));
    let start = end + usize::from(at(text, end) == b',' && blank(end + 1) == 1);
    let start = start + blank(start);
    let open = usize::from(at(text, start) == b'(');
    let start = start + open;
    let Some(mark) = MARKS
        .iter()
        .find(|mark| text.get(start..start + mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark)))
    else {
        return end;
    };
    let digits = start + mark.len();
    let digits = digits + blank(digits);
    let count = text[digits.min(text.len())..].iter().take(MOST_DIGITS + 1).take_while(|byte| is_digit(**byte)).count();
    let whole = (1..=MOST_DIGITS).contains(&count) && !is_word(at(text, digits + count));
    let is_closed = open == 0 || at(text, digits + count) == b')';
    if whole && is_closed && (!matches!(*mark, b"x" | b"#") || count > 1) { digits + count + open } else { end }
}
