// {{name}}: masks what is personal, and drops what nobody reads.
import { type Scanner, type Selection, compile, drop, events, kindsOf, scanBatch, text } from "../sdk/sluice.ts";

/** What the operator can set. */
interface Settings {
  /** What to mask: kinds, and groups of them. */
  kinds?: Selection[];
  /** The level whose events are dropped. */
  drop_level?: string;
}

let scanner: Scanner;
let dropLevel: string;

export function configure({ kinds = ["email", "card"], drop_level = "debug", ...unknown }: Settings): void {
  // A misspelt setting of a redaction is a leak.
  for (const name in unknown) throw `there is no setting ${name}: kinds, drop_level`;
  scanner = compile(kindsOf(kinds));
  dropLevel = drop_level;
}

export function process(): void {
  for (const event of events()) {
    if (text(event, "/level") === dropLevel) drop(event);
  }
  scanBatch(scanner);
}
