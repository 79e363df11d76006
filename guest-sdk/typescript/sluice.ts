/// <reference path="./contract.d.ts" />
// Write telemetry filters for Sluice in TypeScript. A filter exports `configure` and `process`, and calls these functions. It
// imports the interfaces whose functions it calls, and can do only that.
//
// Paths are JSON Pointers (RFC 6901): "" is the whole event, "/attributes/user" a member of it. Events are numbered from 0.
import * as context from "sluice:filter/context@1.0.0";
import * as diagnostics from "sluice:filter/diagnostics@1.0.0";
import * as enrich from "sluice:filter/enrich@1.0.0";
import * as host from "sluice:filter/events@1.0.0";
import * as personal from "sluice:filter/personal@1.0.0";
import * as redact from "sluice:filter/redact@1.0.0";
import * as scanners from "sluice:filter/scanners@1.0.0";

/** What can stand in an event. An integer that a number cannot hold is a bigint. */
export type Value = null | boolean | number | bigint | string | Value[] | { [name: string]: Value };

/** The number of an event in the batch. */
export type Event = number;

/** A declared rule: what `remove`, `mask` and `pseudonymise` take away is taken under one. */
export type Rule = number & { readonly rule: unique symbol };

/** Compiled patterns. */
export type Scanner = number & { readonly scanner: unique symbol };

/** Built-in kinds of personal data and secrets. */
export type Kind =
  | "email" | "phone" | "card" | "iban" | "ipv4" | "ipv6" | "jwt" | "bearer" | "url-credentials" | "ssn" | "secret"
  | "person" | "national-id" | "passport" | "bank-account" | "crypto-wallet" | "mac-address" | "device-id" | "vehicle-id"
  | "birth-date" | "coordinates" | "user-path";

/** Kinds that belong together: how somebody is reached, accounts and what pays, what lets somebody in, machines, who somebody is,
 * and where. */
export type Group = "contact" | "financial" | "credentials" | "network" | "identity" | "location";

/** A kind or a group of kinds, as settings name them. */
export type Selection = Kind | Group;

/** The kinds of each group. Each kind is in one. */
export const GROUPS: Readonly<Record<Group, readonly Kind[]>> = {
  contact: ["email", "phone"],
  financial: ["card", "iban", "bank-account", "crypto-wallet"],
  credentials: ["jwt", "bearer", "url-credentials", "secret"],
  network: ["ipv4", "ipv6", "mac-address", "device-id"],
  identity: ["ssn", "person", "national-id", "passport", "vehicle-id", "birth-date", "user-path"],
  location: ["coordinates"],
};

/** A pattern: a kind, or an expression in the syntax of https://docs.rs/regex under a rule's name. */
export type Pattern = Kind | { kind: Kind; replacement?: Replacement } | { rule: string; regex: string; replacement?: Replacement };

/** What stands in the place of a match: `[redacted:RULE]`, or `[RULE:…]`, the same for the same value within one tenant. */
export type Replacement = "mask" | "pseudonym";

/** What else can take the place of a match. In the ids that lines are joined by, a pseudonym does at any rate.
 *
 * - `removal`: nothing, the whole value that has a match in it is removed; in the name of a member, a mask;
 * - `last-four`: `[RULE:*1234]`, for `phone`, `card`, `iban`, `bank-account`, `device-id` and regular expressions; a mask where
 *   fewer than five digits would be hidden, or where the number is written with escapes;
 * - `bin-and-last-four`: `[RULE:411111*1234]`, for `card`; `last-four` where fewer than five digits would be hidden;
 * - a text of 1 to 64 bytes of characters that are shown, in which no scanner finds anything, not of digits and separators alone,
 *   and without `%`, `&` and `\`, which begin escapes. */
export type Substitute = "removal" | "last-four" | "bin-and-last-four" | { text: string };

/** Bytes `start` up to but not including `end` of a text in UTF-8. */
export interface Span {
  start: number;
  end: number;
}

// Reading.

/** All events of the batch, dropped ones included. */
export function* events(): Generator<Event> {
  for (let event = 0, count = host.count(); event < count; event++) yield event;
}

/** The value at a path; undefined where there is none. */
export function get(event: Event, path: string): Value | undefined {
  const value = host.get(event, path);
  return value === undefined ? undefined : fromHost(value);
}

function fromHost(value: host.Value): Value {
  switch (value.tag) {
    case "null":
      return null;
    case "integer":
      return Number.isSafeInteger(Number(value.val)) ? Number(value.val) : value.val;
    case "json":
      return JSON.parse(value.val);
    default:
      return value.val;
  }
}

/** The text at a path; undefined where there is nothing or something else. */
export function text(event: Event, path: string): string | undefined {
  const value = host.get(event, path);
  return value?.tag === "text" ? value.val : undefined;
}

/** Every text at or below a path, each with its own path. To find and replace, `scanBatch` is far cheaper. */
export function texts(event: Event, under = ""): { path: string; text: string }[] {
  return host.texts(event, under);
}

/** Walks all that is at or below a path, in one call: every value that is neither an array nor an object. */
export function walk(event: Event, under = ""): { path: string; value: Value }[] {
  return host.leaves(event, under).map(({ path, value }) => ({ path, value: fromHost(value) }));
}

/** The names of the members of the object at a path, or the numbers of the elements of the array there. */
export function members(event: Event, path: string): string[] {
  return host.members(event, path);
}

/** A keyed hash of the text or number at a path, evenly distributed from 0 up to but not including 1: the same for the same value
 * within one tenant. Undefined where there is neither. */
export function hash(event: Event, path: string): number | undefined {
  const hash = host.hash(event, path);
  // The highest 53 bits, which a number holds.
  return hash === undefined ? undefined : Number(hash >> 11n) / 2 ** 53;
}

// Finding.

/** The kinds that settings select, each once, in their order. Throws what is neither a kind nor a group. */
export function kindsOf(selections: readonly Selection[]): Kind[] {
  const kinds: readonly string[] = Object.values(GROUPS).flat();
  const selected = selections.flatMap((selection): readonly string[] => {
    if (Object.hasOwn(GROUPS, selection)) return GROUPS[selection as Group];
    if (!kinds.includes(selection)) throw `${selection} is no kind and no group of kinds`;
    return [selection];
  });
  return [...new Set(selected)] as Kind[];
}

function asPattern(pattern: Pattern): scanners.Pattern {
  if (typeof pattern === "string") return { rule: pattern, matcher: { tag: "kind", val: pattern }, replacement: "mask" };
  const replacement = pattern.replacement ?? "mask";
  return "kind" in pattern
    ? { rule: pattern.kind, matcher: { tag: "kind", val: pattern.kind }, replacement }
    : { rule: pattern.rule, matcher: { tag: "regex", val: pattern.regex }, replacement };
}

/** Compiles patterns; in `configure` only. Throws what is wrong with them. */
export function compile(patterns: Pattern[]): Scanner {
  return scanners.compile(patterns.map(asPattern)) as Scanner;
}

/** Passes over places, such as "/attributes/order/*" or "/**\/id", in each scan; in `configure` only. Throws what is wrong with them. */
export function keep(scanner: Scanner, places: string[]): void {
  scanners.keep(scanner, places);
}

/** Leaves this in the place of what the pattern of that index matches; in `configure` only. Throws why it cannot. */
export function replaceWith(scanner: Scanner, pattern: number, substitute: Substitute): void {
  const asked = typeof substitute === "string";
  scanners.replaceWith(scanner, pattern, asked ? { tag: substitute } : { tag: "text", val: substitute.text });
}

/** Where patterns match in a text. */
export function find(scanner: Scanner, text: string): (Span & { pattern: number })[] {
  return scanners.find(scanner, text);
}

// Taking away.

/** Declares a rule; in `configure` only. Throws what is wrong with its name. */
export function declareRule(name: string): Rule {
  return redact.declareRule(name) as Rule;
}

/** The event is not written. */
export function drop(event: Event): void {
  redact.drop(event);
}

/** Removes a member or an element; false where there is none. */
export function remove(event: Event, path: string, rule: Rule): boolean {
  return redact.remove(event, path, rule);
}

/** Replaces parts of a text by `[redacted:RULE]`; the whole value where there are no spans. */
export function mask(event: Event, path: string, rule: Rule, spans: Span[] = []): boolean {
  return redact.mask(event, path, spans, rule);
}

/** Replaces a text or a number by `[RULE:…]`, a keyed hash. */
export function pseudonymise(event: Event, path: string, rule: Rule): boolean {
  return redact.pseudonymise(event, path, rule);
}

/** Replaces every match in the texts and numbers at or below a path; how many there were. */
export function scan(scanner: Scanner, event: Event, under = ""): number {
  return redact.scan(scanner, event, under);
}

/** `scan` on every event, in one call. */
export function scanBatch(scanner: Scanner, under = ""): number {
  return redact.scanBatch(scanner, under);
}

/** Replaces every match in the names of the members below a path, in every event. */
export function scanNamesBatch(scanner: Scanner, under = ""): number {
  return redact.scanNamesBatch(scanner, under);
}

/** Removes from every event what is in none of the places that a scanner keeps, but its time and kind. */
export function removeOthersBatch(scanner: Scanner, rule: Rule): number {
  return redact.removeOthersBatch(scanner, rule);
}

// Adding.

function asHostValue(value: Value): host.Value {
  switch (typeof value) {
    case "boolean":
      return { tag: "boolean", val: value };
    case "bigint":
      return { tag: "integer", val: value };
    case "number":
      return Number.isSafeInteger(value) ? { tag: "integer", val: BigInt(value) } : { tag: "number", val: value };
    case "string":
      return { tag: "text", val: value };
    default:
      return value === null ? { tag: "null" } : { tag: "json", val: JSON.stringify(value) };
  }
}

/** Puts a value at a path, with the objects that lead to it. Throws why the event is as it was. */
export function set(event: Event, path: string, value: Value): void {
  enrich.set(event, path, asHostValue(value));
}

/** `set` on every event, in one call. */
export function setBatch(path: string, value: Value): void {
  enrich.setBatch(path, asHostValue(value));
}

/** `set` on every event that has nothing at the path, in one call. */
export function setMissingBatch(path: string, value: Value): void {
  enrich.setMissingBatch(path, asHostValue(value));
}

// The request. `user` and `clientAddress` are granted by name only.

export const tenant = (): { id: string; name: string } | undefined => context.tenant();
export const app = (): string | undefined => context.app();
export const userAgent = (): string | undefined => context.userAgent();
export const origin = (): string | undefined => context.origin();
/** RFC 3339, UTC, milliseconds. */
export const receivedAt = (): string => context.receivedAt();
export const requestId = (): string => context.requestId();
export const user = (): string | undefined => personal.user();
export const clientAddress = (): string | undefined => personal.clientAddress();

// What the author and the operator see. Content of events does not belong there.

export function log(level: "debug" | "info" | "warn" | "error", message: string): void {
  diagnostics.log(level, message);
}

/** Declares a counter; in `configure` only. Returns what adds to it. */
export function declareCounter(name: string): (amount: number) => void {
  const counter = diagnostics.declareCounter(name);
  return (amount) => diagnostics.count(counter, BigInt(amount));
}

/** Declares a histogram; in `configure` only. Returns what adds an observation. */
export function declareHistogram(name: string): (value: number) => void {
  const histogram = diagnostics.declareHistogram(name);
  return (value) => diagnostics.observe(histogram, value);
}
