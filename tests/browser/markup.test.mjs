// Every page by the Nu HTML checker: no errors and no warnings.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";

import { output, pages } from "./site.mjs";

test("the Nu HTML checker has nothing to say", () => {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const count = pages().length;
  assert.ok(count > 0, "nothing was built");
  const files = ["--skip-non-html", "--format", "json", output];
  const checked = spawnSync("java", ["-Xss2m", "-jar", jar, ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(checked.error, undefined);
  const { messages } = JSON.parse(checked.stderr);
  const said = messages.map(({ url, lastLine, subType, type, message }) =>
    `${url.slice(url.indexOf("/public/"))}:${lastLine ?? 0}: ${subType ?? type}: ${message}`,
  );
  // One line a kind of message is enough to mend it; the count says how many there are.
  const kinds = new Map(said.map((line) => [line.replace(/^[^ ]* /, ""), line]));
  assert.equal(said.length, 0, `${said.length} messages on ${count} pages:\n${[...kinds.values()].slice(0, 40).join("\n")}`);
});
