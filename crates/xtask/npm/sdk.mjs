// Bundles src/teams/sdk.js into the one SDK file the page loads.
// The SDK's console logging (the `debug` package, off unless somebody sets
// localStorage.debug) is replaced by silence: 2 KB of a first visit, compressed.
import { build } from "esbuild";

const SILENCE = `const quiet = () => {};
quiet.extend = () => quiet;
const b = { debug: () => quiet };
export { b };`;

const quiet = {
  name: "quiet",
  setup({ onEnd, onLoad }) {
    let silenced = 0;
    onLoad({ filter: /[\\/]debug[\\/]src[\\/]browser\.js$/ }, () => {
      silenced += 1;
      return { contents: SILENCE };
    });
    // A new SDK release may carry its logging elsewhere; say so, don't grow.
    onEnd(() => (silenced === 1 ? {} : { errors: [{ text: "the SDK's logging was not found" }] }));
  },
};

await build({
  entryPoints: ["src/teams/sdk.js"],
  outfile: "target/npm/teams-js.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  // The licences' texts are in /licenses.txt.
  banner: { js: "/*! @microsoft/teams-js, (c) Microsoft, MIT; see /licenses.txt */" },
  plugins: [quiet],
});
