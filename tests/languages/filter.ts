// The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members.
import { type Kind, type Scanner, compile, scanBatch, scanNamesBatch } from "../sdk/sluice.ts";

const KINDS: Kind[] = [
  "email", "phone", "card", "iban", "ipv4", "ipv6", "jwt", "bearer", "url-credentials", "ssn", "secret", "person",
];

let scanner: Scanner;

export function configure(): void {
  scanner = compile(KINDS);
}

export function process(): void {
  scanNamesBatch(scanner);
  scanBatch(scanner);
}
