use std::ops::Range;

/// Where the parts of a URL stand. <https://www.rfc-editor.org/rfc/rfc3986#section-3>
pub(crate) struct Url<'a> {
    text: &'a str,
    path: Range<usize>,
    query: Option<Range<usize>>,
    fragment: Option<Range<usize>>,
}

impl<'a> Url<'a> {
    /// A URL, or the part of one that begins with its path. None where the text is something else.
    pub(crate) fn read(text: &'a str) -> Option<Url<'a>> {
        let after_scheme = match text.find("://") {
            Some(at) if !text[..at].contains(['/', '?', '#']) => at + 3,
            _ if text.starts_with('/') => 0,
            _ => return None,
        };
        let fragment = text.find('#').map(|at| at + 1..text.len());
        let before_fragment = fragment.as_ref().map_or(text.len(), |fragment| fragment.start - 1);
        let query = text[..before_fragment].find('?').map(|at| at + 1..before_fragment);
        let end = query.as_ref().map_or(before_fragment, |query| query.start - 1);
        let start = text.get(after_scheme..end)?.find('/').map_or(end, |at| after_scheme + at);
        Some(Url { text, path: start..end, query, fragment })
    }

    pub(crate) fn text(&self, place: &Range<usize>) -> &'a str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// What stands between the slashes of the path.
    pub(crate) fn segments(&self) -> impl Iterator<Item = Range<usize>> {
        split(self.text, self.path.clone(), '/').skip(1)
    }

    /// What stands behind `#`, if it is not empty.
    pub(crate) fn fragment(&self) -> Option<Range<usize>> {
        self.fragment.clone().filter(|fragment| !fragment.is_empty())
    }

    /// The parts of the query that are none of the parameters that are kept; neighbours as one.
    pub(crate) fn parameters_without(&self, is_kept: impl Fn(&str) -> bool) -> impl Iterator<Item = Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut is_neighbour = false;
        for place in self.query.iter().flat_map(|query| split(self.text, query.clone(), '&')) {
            let parameter = self.text(&place);
            let name = parameter.split_once('=').map_or(parameter, |(name, _)| name);
            if is_kept(name) || place.is_empty() {
                is_neighbour = false;
                continue;
            }
            match parts.last_mut() {
                Some(last) if is_neighbour => last.end = place.end,
                _ => parts.push(place),
            }
            is_neighbour = true;
        }
        parts.into_iter()
    }
}

/// The places of the parts of a text between separators of one byte.
fn split(text: &str, within: Range<usize>, separator: char) -> impl Iterator<Item = Range<usize>> {
    let mut from = within.start;
    let parts = text.get(within).unwrap_or_default().split(separator);
    parts.map(move |part| {
        let place = from..from + part.len();
        from = place.end + 1;
        place
    })
}

/// Numbers, UUIDs, hashes, mail addresses, and long mixtures of letters and digits. Words with a number in them are none.
pub(crate) fn looks_like_an_id(segment: &str) -> bool {
    let count = |is_it: fn(&u8) -> bool| segment.bytes().filter(is_it).count();
    let digits = count(u8::is_ascii_digit);
    if digits == segment.len() {
        return digits > 0;
    }
    if segment.contains('@') || segment.contains("%40") {
        return true;
    }
    let is_hexadecimal = segment.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_hexadecimal && digits > 0 {
        return segment.len() >= 8;
    }
    let is_token = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let has_all = digits > 0 && count(u8::is_ascii_uppercase) > 0 && count(u8::is_ascii_lowercase) > 0;
    is_token && segment.len() >= 16 && (has_all || 5 * digits >= segment.len())
}
