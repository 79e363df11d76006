// From a filter in TypeScript to a component: bundles it, narrows the world to the interfaces that are left in the bundle, and
// calls componentize-js. Arguments: the filter's source, the contract, the SDK's folder, a folder for what is needed
// meanwhile, and the component.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const [source, contract, sdk, scratch, output] = process.argv.slice(2);

const entry = join(scratch, "entry.mjs");
await writeFile(
  entry,
  `import * as filter from ${JSON.stringify(resolve(source))};
export { configure, warmUp, process } from ${JSON.stringify(resolve(sdk, "exports.ts"))};
import { define } from ${JSON.stringify(resolve(sdk, "exports.ts"))};
define(filter);
`,
);
const bundle = join(scratch, "bundle.mjs");
const result = await build({
  entryPoints: [entry],
  outfile: bundle,
  bundle: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  logLevel: "warning",
  // The interfaces of the host. What a filter does not call is left out, so that it imports what it calls.
  plugins: [
    {
      name: "contract",
      setup(build) {
        build.onResolve({ filter: /^sluice:filter\// }, ({ path }) => ({ path, external: true, sideEffects: false }));
      },
    },
  ],
}).catch(() => process.exit(1));

const called = Object.values(result.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
const names = new Set(called.map((path) => path.slice("sluice:filter/".length).split("@")[0]));
const lines = (await readFile(contract, "utf8")).split("\n");
const world = lines.filter((line) => {
  const imported = /^  import ([a-z-]+);$/.exec(line);
  return imported === null || names.has(imported[1]);
});
const wit = join(scratch, "filter.wit");
await writeFile(wit, world.join("\n"));

const { componentize } = await import("@bytecodealliance/componentize-js");
const { component } = await componentize({
  sourcePath: bundle,
  witPath: wit,
  worldName: "filter",
  // No clock, no randomness, no output: a filter gets no WASI.
  disableFeatures: ["random", "stdio", "clocks", "http", "fetch-event"],
});
await writeFile(output, component);
