// Every page by the Nu HTML checker: no errors and no warnings.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";

import { pages, serve } from "./site.mjs";

test("the Nu HTML checker has nothing to say", async () => {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  // By address and not by file: of a file the checker cannot know what the policy's 'self' is.
  const server = await serve();
  try {
    // As a browser writes them: with a space in its address the checker does not know where a page comes from.
    const addresses = pages().map((page) => new URL(page.url, server.url).href);
    assert.ok(addresses.length > 0, "nothing was built");
    const allow = "-Dnu.validator.servlet.allow-forbidden-hosts=true";
    const { messages } = await run("java", ["-Xss2m", allow, "-jar", jar, "--format", "json", ...addresses]);
    const said = messages.filter((message) => !isDataBlock(message)).map(({ url, lastLine, subType, type, message }) =>
      `${url.replace(server.url, "")}:${lastLine ?? 0}: ${subType ?? type}: ${message}`,
    );
    // One line a kind of message is enough to mend it; the count says how many there are.
    const kinds = new Map(said.map((line) => [line.replace(/^[^ ]* /, ""), line]));
    const few = [...kinds.values()].slice(0, 40).join("\n");
    assert.equal(said.length, 0, `${said.length} messages on ${addresses.length} pages:\n${few}`);
  } finally {
    server.stop();
  }
});

/**
 * Whether a message complains that the policy blocks linked data. It does not: a script element of a type that is no
 * script is never run, and HTML's "prepare the script element" leaves it before the policy is asked. Chromium agrees.
 */
function isDataBlock({ message, extract }) {
  return message.startsWith("Inline script violates") && /<script type="application\/ld\+json">/.test(extract ?? "");
}

/** Runs a program that reports as JSON on standard error. */
function run(program, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
    const pieces = [];
    child.stderr.on("data", (piece) => pieces.push(piece));
    child.once("error", reject);
    child.once("close", () => {
      const said = Buffer.concat(pieces).toString();
      try {
        resolve(JSON.parse(said));
      } catch {
        reject(new Error(`no report: ${said.slice(0, 2000)}`));
      }
    });
  });
}
