// A reporter for Node's test runner that prints the names of the tests and nothing else.

/** One line for each test; a file that cannot be read is told as its own failed test. */
export default async function* names(events) {
  for await (const { type, data } of events) {
    if (type === "test:pass" || type === "test:fail") yield `${"  ".repeat(data.nesting)}${data.name}\n`;
  }
}
