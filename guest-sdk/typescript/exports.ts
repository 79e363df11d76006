// What the component exports, around what the filter exports.

/** A filter's module. */
export interface Filter {
  /** Once, when the filter is loaded, with its settings; `{}` where there are none. The only place to compile scanners and to
   * declare rules, counters and histograms. Throws what is wrong with the settings. */
  configure?(settings: unknown): void;
  /** Once for each batch, in a sandbox of its own that starts from the state after `configure`. Throws if the filter has failed
   * on this batch: none of its edits count then. */
  process(): void;
}

let filter: Filter;

export function define(defined: Filter): void {
  filter = defined;
}

// The host takes what is thrown as the error, and an `Error` as a crash.
function tell(run: () => void): void {
  try {
    run();
  } catch (error) {
    throw error instanceof Error ? payloadOf(error) : String(error);
  }
}

function payloadOf(error: Error): string {
  const payload = (error as { payload?: unknown }).payload;
  return payload === undefined ? `${error.message}\n${error.stack ?? ""}`.trim() : String(payload);
}

export function configure(settings: string): void {
  tell(() => filter.configure?.(JSON.parse(settings.trim() === "" ? "{}" : settings)));
}

export function warmUp(): void {
  for (let run = 0; run < 3; run++) {
    try {
      filter.process();
    } catch {
      // The sample batch is nobody's.
    }
  }
}

export function process(): void {
  tell(() => filter.process());
}
