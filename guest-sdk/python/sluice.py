"""Write telemetry filters for Sluice in Python.

A filter is a module with the functions `configure` and `process`, which calls the functions below. Its component imports the
interfaces whose functions it names, and can do only that.

Paths are JSON Pointers (RFC 6901): "" is the whole event, "/attributes/user" a member of it. Events are numbered from 0. What the
host does not do is raised as `Refused`.
"""

from __future__ import annotations

import json as _json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum as _Enum
from typing import Any, Literal, NamedTuple, NewType, TypeVar, Union

from componentize_py_types import Err as _Err
from wit_world.imports import context as _context
from wit_world.imports import diagnostics as _diagnostics
from wit_world.imports import enrich as _enrich
from wit_world.imports import events as _events
from wit_world.imports import personal as _personal
from wit_world.imports import redact as _redact
from wit_world.imports import scanners as _scanners
from wit_world.imports import types as _types

# What can stand in an event.
Value = Union[None, bool, int, float, str, list["Value"], dict[str, "Value"]]

# The number of an event in the batch.
Event = int

# A declared rule: what `remove`, `mask` and `pseudonymise` take away is taken under one.
Rule = NewType("Rule", int)

# Compiled patterns.
Scanner = NewType("Scanner", int)

# Built-in kinds of personal data and secrets.
Kind = Literal[
    "email", "phone", "card", "iban", "ipv4", "ipv6", "jwt", "bearer", "url-credentials", "ssn", "secret", "person",
    "national-id", "passport", "bank-account", "crypto-wallet", "mac-address", "device-id", "vehicle-id", "birth-date",
    "coordinates", "user-path",
]

# Kinds that belong together: how somebody is reached, accounts and what pays, what lets somebody in, machines, who somebody is, and
# where.
Group = Literal["contact", "financial", "credentials", "network", "identity", "location"]

# A kind or a group of kinds, as settings name them.
Selection = Union[Kind, Group]

# The kinds of each group. Each kind is in one.
GROUPS: dict[Group, tuple[Kind, ...]] = {
    "contact": ("email", "phone"),
    "financial": ("card", "iban", "bank-account", "crypto-wallet"),
    "credentials": ("jwt", "bearer", "url-credentials", "secret"),
    "network": ("ipv4", "ipv6", "mac-address", "device-id"),
    "identity": ("ssn", "person", "national-id", "passport", "vehicle-id", "birth-date", "user-path"),
    "location": ("coordinates",),
}

# What stands in the place of a match: `[redacted:RULE]`, or `[RULE:…]`, the same for the same value within one tenant.
Replacement = Literal["mask", "pseudonym"]


class Span(NamedTuple):
    """Bytes `start` up to but not including `end` of a text in UTF-8, which Python counts in characters."""

    start: int
    end: int


@dataclass(frozen=True)
class Pattern:
    """What a scanner looks for, under the name of a rule: a regular expression in the syntax of https://docs.rs/regex, or the
    built-in kind of that name where there is no expression."""

    rule: str
    regex: str | None = None
    replacement: Replacement = "mask"


class OwnText(NamedTuple):
    """A text in the place of a match: 1 to 64 bytes of characters that are shown, in which no scanner finds anything, not of digits
    and separators alone, and without `%`, `&` and `\\`, which begin escapes."""

    value: str


# What else can take the place of a match. In the ids that lines are joined by, a pseudonym does at any rate.
#
# - "removal": nothing, the whole value that has a match in it is removed; in the name of a member, a mask;
# - "last-four": `[RULE:*1234]`, for phone, card, iban, bank-account, device-id and regular expressions; a mask where fewer than five
#   digits would be hidden, or where the number is written with escapes;
# - "bin-and-last-four": `[RULE:411111*1234]`, for card; "last-four" where fewer than five digits would be hidden.
Substitute = Union[Literal["removal", "last-four", "bin-and-last-four"], OwnText]


class TextAt(NamedTuple):
    """A text and its path."""

    path: str
    text: str


class ValueAt(NamedTuple):
    """A value that is neither an array nor an object, and its path."""

    path: str
    value: Value


class Match(NamedTuple):
    """Where the pattern of that index matched, in bytes."""

    start: int
    end: int
    pattern: int


class Refused(Exception):
    """The host did not do what it was asked to do. The text says why."""


_T = TypeVar("_T")


def _ask(function: Callable[..., _T], *arguments: Any) -> _T:
    try:
        return function(*arguments)
    except _Err as error:
        why = error.value
        raise Refused(why.name.lower().replace("_", "-") if isinstance(why, _Enum) else why) from None


# Reading.


def events() -> Iterator[Event]:
    """All events of the batch, dropped ones included."""
    return iter(range(_events.count()))


def get(event: Event, path: str) -> Value:
    """The value at a path; None where there is none, and where it is null."""
    value = _events.get(event, path)
    return None if value is None else _from_host(value)


def _from_host(value: _types.Value) -> Value:
    match value:
        case _types.Value_Null():
            return None
        case _types.Value_Json(value=text):
            return _json.loads(text)
        case _:
            return value.value


def text(event: Event, path: str) -> str | None:
    """The text at a path; None where there is nothing or something else."""
    value = _events.get(event, path)
    return value.value if isinstance(value, _types.Value_Text) else None


def texts(event: Event, under: str = "") -> list[TextAt]:
    """Every text at or below a path, each with its own path. To find and replace, `scan_batch` is far cheaper."""
    return [TextAt(found.path, found.text) for found in _events.texts(event, under)]


def walk(event: Event, under: str = "") -> list[ValueAt]:
    """All that is at or below a path, in one call: every value that is neither an array nor an object."""
    return [ValueAt(found.path, _from_host(found.value)) for found in _events.leaves(event, under)]


def members(event: Event, path: str) -> list[str]:
    """The names of the members of the object at a path, or the numbers of the elements of the array there."""
    return _events.members(event, path)


def hash(event: Event, path: str) -> float | None:
    """A keyed hash of the text or number at a path, evenly distributed from 0 up to but not including 1: the same for the same value
    within one tenant. None where there is neither."""
    found = _events.hash(event, path)
    # The highest 53 bits, which a float holds.
    return None if found is None else (found >> 11) / 2**53


# Finding.


def kinds_of(selections: list[Selection]) -> list[Kind]:
    """The kinds that settings select, each once, in their order. What is neither a kind nor a group is `Refused`."""
    kinds: dict[Kind, None] = {}
    for selection in selections:
        selected = GROUPS.get(selection) or tuple(kind for group in GROUPS.values() for kind in group if kind == selection)
        if not selected:
            raise Refused(f"{selection} is no kind and no group of kinds")
        kinds.update(dict.fromkeys(selected))
    return list(kinds)


def _as_pattern(pattern: Kind | Pattern) -> _scanners.Pattern:
    if isinstance(pattern, str):
        pattern = Pattern(pattern)
    if pattern.regex is None:
        try:
            matcher = _scanners.Matcher_Kind(_scanners.Kind[pattern.rule.upper().replace("-", "_")])
        except KeyError:
            raise Refused(f"there is no kind {pattern.rule}") from None
    else:
        matcher = _scanners.Matcher_Regex(pattern.regex)
    return _scanners.Pattern(pattern.rule, matcher, _scanners.Replacement[pattern.replacement.upper()])


def compile(patterns: list[Kind | Pattern]) -> Scanner:
    """Compiles patterns; in `configure` only."""
    return Scanner(_ask(_scanners.compile, [_as_pattern(pattern) for pattern in patterns]))


def keep(scanner: Scanner, places: list[str]) -> None:
    """Passes over places, such as "/attributes/order/*" or "/**/id", in each scan; in `configure` only."""
    _ask(_scanners.keep, scanner, places)


def replace_with(scanner: Scanner, pattern: int, substitute: Substitute) -> None:
    """Leaves this in the place of what the pattern of that index matches; in `configure` only."""
    _ask(_scanners.replace_with, scanner, pattern, _as_substitute(substitute))


def _as_substitute(substitute: Substitute) -> _scanners.Substitute:
    match substitute:
        case "removal":
            return _scanners.Substitute_Removal()
        case "last-four":
            return _scanners.Substitute_LastFour()
        case "bin-and-last-four":
            return _scanners.Substitute_BinAndLastFour()
        case OwnText(value):
            return _scanners.Substitute_Text(value)
        case _:
            raise Refused(f"nothing can be replaced with {substitute}")


def find(scanner: Scanner, text: str) -> list[Match]:
    """Where patterns match in a text."""
    return [Match(match.start, match.end, match.pattern) for match in _scanners.find(scanner, text)]


# Taking away.


def declare_rule(name: str) -> Rule:
    """Declares a rule; in `configure` only."""
    return Rule(_ask(_redact.declare_rule, name))


def drop(event: Event) -> None:
    """The event is not written."""
    _redact.drop(event)


def remove(event: Event, path: str, rule: Rule) -> bool:
    """Removes a member or an element; False where there is none."""
    return _redact.remove(event, path, rule)


def mask(event: Event, path: str, rule: Rule, spans: list[Span] | None = None) -> bool:
    """Replaces parts of a text by `[redacted:RULE]`; the whole value where there are no spans."""
    return _redact.mask(event, path, [_types.Span(start, end) for start, end in spans or []], rule)


def pseudonymise(event: Event, path: str, rule: Rule) -> bool:
    """Replaces a text or a number by `[RULE:…]`, a keyed hash."""
    return _redact.pseudonymise(event, path, rule)


def scan(scanner: Scanner, event: Event, under: str = "") -> int:
    """Replaces every match in the texts and numbers at or below a path; how many there were."""
    return _redact.scan(scanner, event, under)


def scan_batch(scanner: Scanner, under: str = "") -> int:
    """`scan` on every event, in one call."""
    return _redact.scan_batch(scanner, under)


def scan_names_batch(scanner: Scanner, under: str = "") -> int:
    """Replaces every match in the names of the members below a path, in every event."""
    return _redact.scan_names_batch(scanner, under)


def remove_others_batch(scanner: Scanner, rule: Rule) -> int:
    """Removes from every event what is in none of the places that a scanner keeps, but its time and kind."""
    return _redact.remove_others_batch(scanner, rule)


# Adding.


def _as_host_value(value: Value) -> _types.Value:
    match value:
        case None:
            return _types.Value_Null()
        case bool():
            return _types.Value_Boolean(value)
        case int() if -(2**63) <= value < 2**63:
            return _types.Value_Integer(value)
        case float():
            return _types.Value_Number(value)
        case str():
            return _types.Value_Text(value)
        case _:
            return _types.Value_Json(_json.dumps(value))


def set(event: Event, path: str, value: Value) -> None:
    """Puts a value at a path, with the objects that lead to it. Where it is refused, the event is as it was."""
    _ask(_enrich.set, event, path, _as_host_value(value))


def set_batch(path: str, value: Value) -> None:
    """`set` on every event, in one call."""
    _ask(_enrich.set_batch, path, _as_host_value(value))


# The request. `user` and `client_address` are granted by name only.


class Tenant(NamedTuple):
    """Whose request it is."""

    id: str
    name: str


def tenant() -> Tenant | None:
    """None in the edge chain: it runs before the identity is known."""
    found = _context.tenant()
    return None if found is None else Tenant(found.id, found.name)


def app() -> str | None:
    """`/app/name` of the batch's first event."""
    return _context.app()


def user_agent() -> str | None:
    return _context.user_agent()


def origin() -> str | None:
    return _context.origin()


def received_at() -> str:
    """RFC 3339, UTC, milliseconds."""
    return _context.received_at()


def request_id() -> str:
    return _context.request_id()


def user() -> str | None:
    return _personal.user()


def client_address() -> str | None:
    return _personal.client_address()


# What the author and the operator see. Content of events does not belong there.


def log(level: Literal["debug", "info", "warn", "error"], message: str) -> None:
    _diagnostics.log(_diagnostics.Level[level.upper()], message)


def declare_counter(name: str) -> Callable[[int], None]:
    """Declares a counter; in `configure` only. Returns what adds to it."""
    counter = _ask(_diagnostics.declare_counter, name)
    return lambda amount: _diagnostics.count(counter, amount)


def declare_histogram(name: str) -> Callable[[float], None]:
    """Declares a histogram; in `configure` only. Returns what adds an observation."""
    histogram = _ask(_diagnostics.declare_histogram, name)
    return lambda value: _diagnostics.observe(histogram, value)
