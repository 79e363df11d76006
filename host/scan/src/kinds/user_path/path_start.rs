//! Where a path begins.

use super::lists::MOST_BACKSLASHES;
use crate::text::bytes::{at, back, before, follows, follows_colour_code, is_word};
use crate::text::steps::steps;

/// Whether a path begins at `slash`: nothing of another path or URL stands before it.
pub(super) fn begins_path(text: &[u8], slash: usize) -> bool {
    let left = before(text, slash);
    let is_scheme = || follows_scheme(text, slash) || is_word(left) && follows_file_host(text, slash);
    matches!(
        left,
        0..=b' ' | b'"' | b'\'' | b'`' | b'(' | b'[' | b'{' | b'<' | b'>' | b'=' | b',' | b';' | b'@' | b'|' | b'*' | 0x80..
    ) || left == b':' && !is_word_url(text, slash)
        || follows_colour_code(text, slash)
        || is_scheme()
}

/// `file://`, `webpack:///`, `webpack-internal:///` before the slash at `slash`.
pub(super) fn follows_scheme(text: &[u8], slash: usize) -> bool {
    const SCHEMES: [&[u8]; 6] = [b"file:", b"webpack:", b"internal:", b"app:", b"turbopack:", b"source:"];
    const MOST_SLASHES: usize = 3;
    let slashes = (1..=MOST_SLASHES).take_while(|distance| back(text, slash, *distance) == b'/').count();
    slashes > 0 && SCHEMES.iter().any(|scheme| follows(text, slash - slashes, scheme))
}

/// `//wsl$/Ubuntu`, `//wsl.localhost/Ubuntu`.
pub(super) fn follows_linux(text: &[u8], slash: usize) -> bool {
    const LONGEST: usize = 32;
    const HOSTS: [&[u8]; 2] = [b"//wsl$/", b"//wsl.localhost/"];
    let is_part = |byte: u8| is_word(byte) || matches!(byte, b'-' | b'.' | b'_');
    let name = (1..=LONGEST).take_while(|distance| is_part(back(text, slash, *distance))).count();
    steps(name);
    HOSTS.iter().any(|host| text[..slash - name].ends_with(host))
}

/// Whether a path that ends at `slash` is one where some systems and containers keep homes.
pub(super) fn follows_root(text: &[u8], slash: usize) -> bool {
    const ROOTS: [&[u8]; 11] = [
        b"/export",
        b"/var",
        b"/usr",
        b"/data",
        b"/System/Volumes/Data",
        b"/private",
        b"/opt",
        b"/nfs",
        b"/host_mnt",
        b"/srv",
        b"/mnt",
    ];
    let root = ROOTS.into_iter().find(|root| text[..slash].ends_with(root));
    root.is_some_and(|root| begins_path(text, slash - root.len()))
}

/// `file://localhost`, `sftp://host`.
pub(super) fn follows_file_host(text: &[u8], slash: usize) -> bool {
    const LONGEST: usize = 40;
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'.' | b'+' | b'@');
    let host = text[..slash].iter().rev().take(LONGEST).take_while(is_part).count();
    steps(host);
    const SCHEMES: [&[u8]; 8] =
        [b"file://", b"sftp://", b"scp://", b"smb://", b"ssh://", b"nfs://", b"vscode://", b"vscode-remote://"];
    SCHEMES.iter().any(|scheme| text[..slash - host].ends_with(scheme))
}

/// `http:` and the like have two slashes.
fn is_word_url(text: &[u8], slash: usize) -> bool {
    at(text, slash + 1) == b'/'
}

/// `C:`, `/c`, `/mnt/c`.
pub(super) fn follows_drive(text: &[u8], slash: usize, mark: u8) -> bool {
    let (colon, letter) = (before(text, slash), back(text, slash, 2));
    let is_drive = colon == b':' && letter.is_ascii_alphabetic() && !is_word(back(text, slash, 3));
    let backslashes = (1..=MOST_BACKSLASHES).take_while(|distance| back(text, slash, *distance) == b'\\').count();
    let is_doubled = mark == b'\\'
        && backslashes > 0
        && back(text, slash, backslashes + 1) == b':'
        && back(text, slash, backslashes + 2).is_ascii_alphabetic();
    let is_mounted = mark == b'/'
        && colon.is_ascii_lowercase()
        && letter == b'/'
        && (slash < 3
            || !is_word(back(text, slash, 3))
            || follows(text, slash - 2, b"mnt")
            || follows(text, slash - 2, b"cygdrive"));
    is_drive || is_doubled || is_mounted
}

/// `\Device\HarddiskVolume3`.
pub(super) fn follows_device(text: &[u8], slash: usize) -> bool {
    const VOLUME: &[u8] = b"\\HarddiskVolume";
    let digits = (1..=3).take_while(|distance| back(text, slash, *distance).is_ascii_digit()).count();
    digits > 0 && text[..slash - digits].ends_with(VOLUME)
}

/// `/Volumes/NAME`.
pub(super) fn follows_volume(text: &[u8], slash: usize) -> bool {
    const LONGEST: usize = 48;
    const VOLUMES: &[u8] = b"/Volumes/";
    let window = &text[slash.saturating_sub(LONGEST)..slash];
    steps(window.len());
    window.iter().rposition(|byte| *byte == b'/').is_some_and(|name| window[..=name].ends_with(VOLUMES))
}

/// `\\HOST` with or without shares behind it, as in `\\wsl$\Ubuntu`.
pub(super) fn follows_host(text: &[u8], slash: usize) -> bool {
    const LONGEST: usize = 64;
    let window = &text[slash.saturating_sub(LONGEST)..slash];
    steps(window.len());
    let is_part =
        |byte: &u8| is_word(*byte) || matches!(byte, b'\\' | b'-' | b'_' | b'.' | b'$' | b':') || *byte >= 0x80;
    let path = &window[window.iter().rposition(|byte| !is_part(byte)).map_or(0, |place| place + 1)..];
    // A word of a script without spaces.
    let head = path.iter().position(|byte| *byte == b'\\').unwrap_or(0);
    let path = if path[..head].is_ascii() { path } else { &path[head..] };
    let first = path.iter().position(|byte| *byte != b'\\').unwrap_or(path.len());
    // In the source of a program each is written twice.
    matches!(first, 2 | 4 | 8) && path.len() > first
}
