// The interfaces of the host as componentize-js passes them: the types of `filter.wit`. A filter calls `sluice.ts`, which has
// names and types of its own.

declare module "sluice:filter/events@1.0.0" {
  export type Value =
    | { tag: "null" }
    | { tag: "boolean"; val: boolean }
    | { tag: "integer"; val: bigint }
    | { tag: "number"; val: number }
    | { tag: "text"; val: string }
    | { tag: "json"; val: string };
  export function count(): number;
  export function get(event: number, path: string): Value | undefined;
  export function texts(event: number, under: string): { path: string; text: string }[];
  export function leaves(event: number, under: string): { path: string; value: Value }[];
  export function members(event: number, path: string): string[];
  export function hash(event: number, path: string): bigint | undefined;
}

declare module "sluice:filter/redact@1.0.0" {
  export function declareRule(name: string): number;
  export function drop(event: number): void;
  export function remove(event: number, path: string, rule: number): boolean;
  export function mask(event: number, path: string, spans: { start: number; end: number }[], rule: number): boolean;
  export function pseudonymise(event: number, path: string, rule: number): boolean;
  export function scan(scanner: number, event: number, under: string): number;
  export function scanBatch(scanner: number, under: string): number;
  export function scanNames(scanner: number, event: number, under: string): number;
  export function scanNamesBatch(scanner: number, under: string): number;
  export function removeOthersBatch(scanner: number, rule: number): number;
}

declare module "sluice:filter/enrich@1.0.0" {
  import type { Value } from "sluice:filter/events@1.0.0";
  export function set(event: number, path: string, value: Value): void;
  export function setBatch(path: string, value: Value): void;
  export function setMissingBatch(path: string, value: Value): void;
}

declare module "sluice:filter/scanners@1.0.0" {
  export interface Pattern {
    rule: string;
    matcher: { tag: "kind"; val: string } | { tag: "regex"; val: string };
    replacement: "mask" | "pseudonym";
  }
  export interface Options {
    secretNames: string[];
    plainNames: string[];
    countries: string[];
  }
  export function compile(patterns: Pattern[]): number;
  export function compileWith(patterns: Pattern[], options: Options): number;
  export function keep(scanner: number, places: string[]): void;
  export type Substitute =
    | { tag: "removal" }
    | { tag: "last-four" }
    | { tag: "bin-and-last-four" }
    | { tag: "text"; val: string };
  export function replaceWith(scanner: number, pattern: number, substitute: Substitute): void;
  export function find(scanner: number, text: string): { start: number; end: number; pattern: number }[];
}

declare module "sluice:filter/context@1.0.0" {
  export function tenant(): { id: string; name: string } | undefined;
  export function app(): string | undefined;
  export function userAgent(): string | undefined;
  export function origin(): string | undefined;
  export function receivedAt(): string;
  export function requestId(): string;
}

declare module "sluice:filter/personal@1.0.0" {
  export function user(): string | undefined;
  export function clientAddress(): string | undefined;
}

declare module "sluice:filter/diagnostics@1.0.0" {
  export function log(level: "debug" | "info" | "warn" | "error", message: string): void;
  export function declareCounter(name: string): number;
  export function declareHistogram(name: string): number;
  export function count(counter: number, amount: bigint): void;
  export function observe(histogram: number, value: number): void;
}
