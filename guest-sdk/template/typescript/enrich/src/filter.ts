// {{name}}: says of each event which site it came from.
import { events, get, set } from "../sdk/sluice.ts";

/** What the operator can set. */
interface Settings {
  /** What /attributes/site is set to, where an event has none. */
  site?: string;
}

let site: string;

export function configure({ site: given = "main", ...unknown }: Settings): void {
  for (const name in unknown) throw `there is no setting ${name}: site`;
  site = given;
}

export function process(): void {
  for (const event of events()) {
    if (get(event, "/attributes/site") === undefined) set(event, "/attributes/site", site);
  }
}
