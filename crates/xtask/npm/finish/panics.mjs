// Takes out what only serves a panic's message. A panic of the page traps (`panic =
// "abort"`) and no hook reads what it says, so nothing observable changes; the
// words, and the places of the build machine's source files, are not shipped.

// Functions of the standard library that never return and only word a panic.
const WORDING = new RegExp(
  [
    String.raw`core\[\w+\]::panicking::`,
    String.raw`::(unwrap|expect)_failed\b`,
    String.raw`::assert_failed\b`,
    "slice_index_fail",
    "slice_error_fail",
    "cell::panic_already_",
    "panic_access_error",
    "panic_poisoned",
    String.raw`raw_vec::(handle_error|capacity_overflow)`,
    "alloc::handle_alloc_error",
    "__rust_alloc_error_handler",
    "rust_begin_unwind",
  ].join("|"),
);
const SOURCE_FILE = /(?:\/[\w.@+-]+|\bsrc|\bcrates)(?:\/[\w.@+-]+)+\.rs/g;
// What the same functions say, and what the standard library calls errors of an
// operating system, which a browser has not.
const SENTENCES = [
  /entity not found[a-z .()-]+uncategorized error/gi,
  /operation successful|failed to generate unique thread ID: bitspace exhausted/g,
  /called `(?:Option|Result)::unwrap(?:_throw)?\(\)` on an? `(?:None|Err)` value/g,
  /(?:Once|LazyCell) instance has previously been poisoned|one-time initialization may not be performed recursively/g,
  /cannot access a Thread Local Storage value during or after destruction: |Attempted to initialize thread-local while it is being dropped/g,
  /RefCell already (?:mutably )?borrowed|`async fn` resumed after completion|polled Feed after completion/g,
  /Map must not be polled after it returned `Poll::Ready`|inner is None only in drop|FnOnce called more than once/g,
  /(?:internal error: )?entered unreachable code(?:: JsValue passed is not an Error type -- this is a bug)?/g,
  /a (?:formatting trait|Display) implementation returned an error(?: when the underlying stream did not| unexpectedly)/g,
  /finish: (?:callbacks should be Some|result should be None)|Tried to shrink to a larger capacity|Hash table capacity overflow/g,
  /Executor::spawn(?:_local)? called, but no global 'spawn(?:_local)?' function is configured\./g,
  /index out of bounds: the len is | out of range for slice of length |Tried to access a reactive value that has already been disposed\./g,
];
const LOCATION = 16; // bytes of a core::panic::Location: address, length, line, column

/** The module's text with a bare trap for each such function. */
export function trapAtOnce(text) {
  const lines = [];
  let trapped = 0;
  let inside = false;
  for (const line of text.split("\n")) {
    if (!inside) lines.push(line);
    if (inside && line === " )") {
      lines.push("  (unreachable)", line);
      inside = false;
    } else if (!inside && wordsPanic(line)) {
      inside = true;
      trapped += 1;
    }
  }
  // Names that rustc chose anew must not go unnoticed.
  if (trapped === 0) throw new Error("no panicking function was found in the wasm");
  return lines.join("\n");
}

function wordsPanic(line) {
  return line.startsWith(" (func $") && !line.includes("drop_in_place") && WORDING.test(line);
}

/** Blanks, in place, what nobody says any more. */
export function forgetWords(wasm) {
  for (const { bytes } of segments(wasm)) {
    const text = bytes.toString("latin1");
    for (const { 0: said, index } of SENTENCES.flatMap((sentence) => [...text.matchAll(sentence)])) {
      bytes.fill(0, index, index + said.length);
    }
  }
}

/** Blanks, in place, the names of source files and the locations that point at them. */
export function forgetPlaces(wasm) {
  const data = segments(wasm);
  const files = new Map(); // address → length
  for (const { address, bytes } of data) {
    for (const { 0: name, index } of bytes.toString("latin1").matchAll(SOURCE_FILE)) {
      files.set(address + index, name.length);
      bytes.fill(0, index, index + name.length);
    }
  }
  for (const { bytes } of data) {
    for (let at = 0; at + LOCATION <= bytes.length; at += 4) {
      const length = files.get(bytes.readUInt32LE(at));
      if (length !== undefined && Math.abs(bytes.readUInt32LE(at + 4) - length) <= 1) bytes.fill(0, at, at + LOCATION);
    }
  }
}

/** The active data segments: where each goes, and its bytes in the file. */
function segments(wasm) {
  const reader = new Reader(wasm, 8);
  const found = [];
  while (reader.at < wasm.length) {
    const id = wasm[reader.at++];
    const end = reader.number() + reader.at;
    for (let left = id === 11 ? reader.number() : 0; left > 0; left -= 1) found.push(segment(reader));
    reader.at = end;
  }
  return found;
}

function segment(reader) {
  if (reader.number() !== 0) throw new Error("the wasm has a data segment of an unknown kind");
  reader.at += 1; // i32.const
  const address = reader.number();
  reader.at += 1; // end
  const length = reader.number();
  const bytes = reader.wasm.subarray(reader.at, reader.at + length);
  reader.at += length;
  return { address, bytes };
}

class Reader {
  constructor(wasm, at) {
    this.wasm = wasm;
    this.at = at;
  }

  /** A LEB128 number; addresses and lengths are small and not negative. */
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.wasm[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
}
