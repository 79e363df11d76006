//! Whether anything can be at a place, and whether what is said of it is undone by what is said of another.

/// Each path is a call of the host for the whole batch.
const MAX_PATHS: usize = 32;

/// What an event can have. Everything else that a client sends is below `/attributes`.
const MEMBERS: [&str; 14] = [
    "time",
    "kind",
    "event_id",
    "idempotency_key",
    "level",
    "name",
    "message",
    "app",
    "session",
    "page",
    "browser",
    "trace",
    "values",
    "attributes",
];

/// Checks what is looked through and what is removed.
///
/// # Errors
/// The place that is none, or that has no effect, and why.
pub(crate) fn check(paths: &[String], remove: &[String]) -> Result<(), String> {
    for (setting, places) in [("paths", paths), ("remove", remove)] {
        if places.len() > MAX_PATHS {
            return Err(format!("{setting}: at most {MAX_PATHS}, but there are {}", places.len()));
        }
        if let Some(place) = places.iter().find(|place| !is_pointer(place)) {
            return Err(format!("{setting}: {place:?} is not a json pointer; they look like \"/attributes/user\""));
        }
        places.iter().try_for_each(|place| check_member(setting, place))?;
    }
    if remove.iter().any(String::is_empty) {
        return Err("remove: an event cannot be removed from itself".into());
    }
    if remove.iter().any(|place| lies_in(place, "/kind")) {
        return Err("remove: the kind of an event cannot be removed; each line has one".into());
    }
    if paths.is_empty() {
        return Err("paths: give at least one; \"\" is the whole event".into());
    }
    if let Some((path, outer)) = within_another(paths) {
        return Err(format!("paths: {path:?} lies in {outer:?}, which is looked through anyway"));
    }
    if let Some((place, outer)) = within_another(remove) {
        return Err(format!("remove: {place:?} lies in {outer:?}, which is removed anyway"));
    }
    match first_within(paths, remove) {
        Some((path, outer)) => Err(format!("paths: {path:?} lies in {outer:?}, which is removed")),
        None => Ok(()),
    }
}

/// Checks the patterns of places that are kept. What is no pattern is left to the host, which says so.
///
/// # Errors
/// The pattern that has no effect, or because of which nothing of a path is looked at.
pub(crate) fn check_kept(keep: &[String], paths: &[String], remove: &[String]) -> Result<(), String> {
    for pattern in keep.iter().filter(|pattern| pattern.starts_with('/')) {
        if !pattern.starts_with("/*") {
            check_member("keep", pattern)?;
        }
        if let Some(path) = paths.iter().find(|path| reached(pattern, path) == Reached::Match) {
            return Err(format!("keep: nothing of {path:?} in paths is looked at, because {pattern:?} is kept"));
        }
        if paths.iter().all(|path| reached(pattern, path) == Reached::Nothing) {
            return Err(format!("keep: {pattern:?} lies in none of the paths, so it is not looked at anyway"));
        }
        if let Some(outer) = remove.iter().find(|outer| lies_in(pattern, outer)) {
            return Err(format!("keep: {pattern:?} lies in {outer:?}, which is removed"));
        }
    }
    match within_another(keep) {
        Some((pattern, outer)) => Err(format!("keep: {pattern:?} lies in {outer:?}, which is kept anyway")),
        None => Ok(()),
    }
}

fn check_member(setting: &str, place: &str) -> Result<(), String> {
    match place.split('/').nth(1) {
        Some(member) if !MEMBERS.contains(&member) => Err(format!(
            "{setting}: {place:?} is in no event; members that a line has no place for are below /attributes: \"/attributes{place}\""
        )),
        _ => Ok(()),
    }
}

fn within_another(places: &[String]) -> Option<(&String, &String)> {
    places.iter().enumerate().find_map(|(index, place)| {
        let others = places.iter().enumerate().filter(|(other, _)| *other != index);
        others.map(|(_, other)| other).find(|other| lies_in(place, other)).map(|outer| (place, outer))
    })
}

fn first_within<'a>(places: &'a [String], outers: &'a [String]) -> Option<(&'a String, &'a String)> {
    places.iter().find_map(|place| Some((place, outers.iter().find(|outer| lies_in(place, outer))?)))
}

/// RFC 6901: empty, or begins with a slash; a tilde only as `~0` or `~1`.
fn is_pointer(path: &str) -> bool {
    let starts_well = path.is_empty() || path.starts_with('/');
    starts_well && path.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

fn lies_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// How far a pattern is reached on the way to a place.
#[derive(Debug, PartialEq, Eq)]
enum Reached {
    /// Neither the place nor anything below it can match.
    Nothing,
    /// Something below the place can.
    Further,
    /// The place or one on the way to it matches.
    Match,
}

fn reached(pattern: &str, path: &str) -> Reached {
    let pattern: Vec<&str> = pattern.split('/').skip(1).collect();
    // The steps of the pattern that may come next; `**` also stands for no step.
    let closed = |mut next: Vec<usize>| {
        let mut at = 0;
        while let Some(step) = next.get(at).copied() {
            if pattern.get(step) == Some(&"**") && !next.contains(&(step + 1)) {
                next.push(step + 1);
            }
            at += 1;
        }
        next
    };
    let mut next = closed(vec![0]);
    for step in path.split('/').skip(1) {
        if next.contains(&pattern.len()) {
            return Reached::Match;
        }
        let after = next.iter().filter_map(|at| match pattern.get(*at) {
            Some(&"**") => Some(*at),
            Some(own) if *own == "*" || *own == step => Some(at + 1),
            _ => None,
        });
        next = closed(after.collect());
    }
    match next {
        next if next.contains(&pattern.len()) => Reached::Match,
        next if next.is_empty() => Reached::Nothing,
        _ => Reached::Further,
    }
}
