// The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members, or does what its
// settings say.
import {
  type Kind, type Scanner, type Selection, type Substitute, compile, kindsOf, replaceWith, scanBatch, scanNamesBatch,
} from "../sdk/sluice.ts";

const KINDS: Kind[] = [
  "email", "phone", "card", "iban", "ipv4", "ipv6", "jwt", "bearer", "url-credentials", "ssn", "secret", "person",
];

/** What to find, and of which kinds something else than a mask is left. */
interface Settings {
  kinds?: Selection[];
  removed?: Kind[];
  last_four?: Kind[];
  hidden?: Kind[];
}

let scanner: Scanner;

export function configure({ kinds = KINDS, removed = [], last_four = [], hidden = [] }: Settings): void {
  const found = kindsOf(kinds);
  scanner = compile(found);
  const replace = (of: Kind[], substitute: Substitute): void => {
    for (const kind of of) replaceWith(scanner, found.indexOf(kind), substitute);
  };
  replace(removed, "removal");
  replace(last_four, "last-four");
  replace(hidden, { text: '<"hidden">' });
}

export function process(): void {
  scanNamesBatch(scanner);
  scanBatch(scanner);
}
