// Bundles src/teams/sdk.js into the one SDK file the page loads; the same with what signs in
// (src/teams/sdk-signing.js), for servers at which people do; and the little that the last
// page of a sign-in needs (src/teams/sdk-sign-in-end.js).
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

for (const [source, file] of [["sdk", "teams-js"], ["sdk-signing", "teams-js-signing"], ["sdk-sign-in-end", "teams-js-sign-in-end"]]) await bundle(source, file);

function bundle(source, file) {
  return build({
    entryPoints: [`src/teams/${source}.js`],
    outfile: `target/npm/${file}.js`,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    // The licences' texts are in /licenses.txt.
    banner: { js: "/*! @microsoft/teams-js, (c) Microsoft, MIT; see /licenses.txt */" },
    plugins: [quiet],
  });
}
