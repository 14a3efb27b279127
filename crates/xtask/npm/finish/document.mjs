// A document as Trunk left it: what it loads, and in which order. Every change
// must find exactly the element it is for; a document that looks different is
// an error, never left half-way.

const EARLY = /<script id="early">/;
const STARTER = /<script type="module">[^<]*<\/script>/;
const MODULE_PRELOAD = /<link rel="modulepreload"[^>]*>/;
const WASM_PRELOAD = /<link rel="preload"[^>]*\bas="fetch"[^>]*>/;

// The start-up lines alone write this name.
const BOOT = /<script>(?:(?!<\/script>)[^])*\.teamsBoot=[^]*?<\/script>/;
const FORM = /<form id="form"/;
/** Filled in by the sign-in lines, in this order; last, so that nothing moves. */
const WHO = `<p id="who" class="field__message" hidden><span data-text="signed-in">Signed in: </span><bdi></bdi></p>
<p id="maker" class="field__message" hidden><span data-text="set-up-by">Set up by: </span><bdi></bdi></p>`;

export class Document {
  #html;
  #host;

  /** `host` is the id of the script that speaks to the host, such as the SDK. */
  constructor(html, host = "teams-sdk") {
    this.#host = host;
    this.#html = html.replace(/\s*\n(<\/(script|style)>)/g, "$1").replace(/\n{2,}/g, "\n");
  }

  /** The SDK's file. */
  sdk() {
    const address = /\bsrc="\/([^"]+)"/.exec(this.#find(this.#outside()));
    if (!address) throw new Error("the SDK's script has no file");
    return address[1];
  }

  /**
   * Puts the SDK where its element is: a round trip less. Its script begins the
   * download of the wasm, because it runs as soon as a browser has all of it, and
   * had time to paint the form before: a script of its own would run earlier, and
   * the paint wait for it.
   */
  inlineSdk(script) {
    this.#replace(this.#outside(), () => this.#inlined(script));
  }

  /**
   * Offers the wasm's download to whoever begins it first: the SDK's script, or
   * the module where the SDK is another one. The module's own tag stands behind the
   * SDK. The wasm is fetched by a script, not a preload: browsers check no integrity
   * on a preload that is for `fetch`, and fetch anew what is checked later.
   */
  start({ wasm, script }) {
    for (const element of [STARTER, MODULE_PRELOAD, WASM_PRELOAD]) this.#replace(element, "");
    const fetching = `fetch("${wasm.address}",{integrity:"${wasm.integrity}"})`;
    const offer = `pageWasm=function(){return pageWasm.begun=pageWasm.begun||${fetching}};`;
    this.#replace(EARLY, `<script>${offer}`);
    const module = `src="${script.address}" integrity="${script.integrity}"`;
    this.#replace(this.#outside(), (found) => `${found}\n<script type="module" ${module} crossorigin></script>`);
  }

  /** Where each language's texts are; read by the start-up lines. */
  nameTexts(texts) {
    if (Object.keys(texts).length === 0) return;
    this.#replace(/<html\b/, (found) => `${found} data-texts='${JSON.stringify(texts)}'`);
  }

  text() {
    return this.#html;
  }

  /**
   * The text with an SDK that signs in, if that is another one, the sign-in lines after the start-up lines, and
   * a place for the person's name: for servers at which people sign in.
   */
  signing({ sdk, lines }) {
    const other = new Document(this.#html, this.#host);
    if (sdk) other.#replace(new RegExp(`<script id="${this.#host}">[^]*?</script>`), () => this.#inlined(sdk));
    other.#replace(BOOT, (found) => `${found}\n${lines}`);
    if (FORM.test(this.#html)) other.#replace(/<\/main>/, () => `${WHO}\n</main>`);
    return other.text();
  }

  /** The host's script as Trunk left it; it writes a hyphen as a character reference. */
  #outside() {
    const id = this.#host.replace(/-/g, "(?:-|&#x2D;)");
    return new RegExp(`<script[^>]*\\bid="${id}"[^>]*></script>`);
  }

  #inlined(script) {
    // After it a browser would read `<script` as one more element.
    if (script.includes("<!--")) throw new Error("the SDK cannot be put into a document");
    return `<script id="${this.#host}">pageWasm();${script.replace(/<\/script/gi, "<\\/script")}</script>`;
  }

  #find(element) {
    const found = this.#html.match(new RegExp(element, "g")) ?? [];
    if (found.length !== 1) {
      throw new Error(`${found.length} elements of the document look like ${element}`);
    }
    return found[0];
  }

  #replace(element, change) {
    const found = this.#find(element);
    const [before, after] = splitAt(this.#html, this.#html.indexOf(found), found.length);
    this.#html = before + (typeof change === "function" ? change(found) : change) + after;
  }
}

function splitAt(text, at, length) {
  return [text.slice(0, at), text.slice(at + length)];
}
