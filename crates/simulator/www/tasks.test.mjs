// The command that reports a task survives a shell.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { asCurl } from "./tasks.js";

test("a title with quotes reaches the server as it is", () => {
  const title = `It's "paper" $HOME \`date\``;
  const command = asCurl({ id: "T-1", title, changes: 0 }, "http://localhost:3978");
  const said = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" }).trim().split("\n");
  assert.equal(said[2], "http://localhost:3978/simulator/events");
  assert.equal(JSON.parse(said.at(-1)).task.title, title);
});
