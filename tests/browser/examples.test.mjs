// The examples on the page of the open data: each is run as one would paste it, against the built site on a host of its
// own. Nothing in them is changed but the address of the site. Takes bash, curl, jq, and a Python with pandas (PYTHON).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";

import { launch } from "./browser.mjs";
import { host, output, scratch } from "./site.mjs";

const run = promisify(execFile);
const folder = scratch("examples");
const site = await host();
after(() => site.stop());

const json = (path) => JSON.parse(readFileSync(join(output, path), "utf8"));
const base = json("oparl/system.json").id.replace(/\/oparl\/system\.json$/, "");
const html = readFileSync(join(output, "oppna-data/index.html"), "utf8");
const entities = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#x27": "'" };
const examples = [...html.matchAll(/<pre[^>]*>(.*?)<\/pre>/gs)].map(([, text]) =>
  text
    .replace(/&(#?\w+);/g, (_, name) => entities[name])
    .replaceAll(base, site.url),
);

/** How each kind of example is told, and what its answer must be like. */
const kinds = [
  {
    name: "a record, by curl",
    is: (text) => /^curl \S+index\.json$/.test(text),
    run: shell,
    holds: (said, text) => {
      const record = JSON.parse(said);
      assert.ok(text.endsWith(`${record.url}index.json`), record.url);
    },
  },
  {
    name: "amounts, by curl and jq",
    is: (text) => text.includes("| jq "),
    run: shell,
    holds: (said) => {
      const lines = said.trimEnd().split("\n").map((line) => line.split("\t"));
      const wanted = json("data/belopp.json").filter((row) => row.stage === "decided" && row.again === null);
      assert.deepEqual(lines, wanted.map(({ date, kronor, title }) => [date ?? "", String(kronor), title]));
    },
  },
  {
    name: "decisions, by Python and pandas",
    is: (text) => text.startsWith("import pandas"),
    run: (text) => run(process.env.PYTHON ?? "python3", ["-c", text]),
    holds: (said) => {
      const counts = {};
      for (const { organ } of json("data/beslut.json")) counts[organ] = (counts[organ] ?? 0) + 1;
      for (const [organ, count] of Object.entries(counts)) assert.match(said, new RegExp(`^${organ} +${count}$`, "m"));
    },
  },
  {
    name: "the search, by a page of somebody else",
    is: (text) => text.startsWith("import {"),
    run: elsewhere,
    holds: ({ total, hits }) => assert.ok(total > 0 && hits.length > 0 && hits.length <= 5, `${total} hits`),
  },
  {
    name: "the database, by sqlite3",
    is: (text) => text.includes("sqlite3 "),
    // Datasette goes on until it is stopped.
    run: (text) => shell(text.replace(/^datasette .*\n/m, "")),
    holds: (said) => assert.match(said, /^\/.*\|.*\[skola/m),
  },
];

for (const text of examples) {
  const kind = kinds.find((kind) => kind.is(text));
  test(kind?.name ?? text.split("\n")[0], async () => {
    assert.ok(kind, `nobody runs this example:\n${text}`);
    const said = await kind.run(text);
    kind.holds(said.stdout ?? said, text);
    assert.deepEqual(site.missing, []);
  });
}

test("there are examples of every kind that the site has data for", () => {
  const has = (kind) => examples.some((text) => kind.is(text));
  for (const kind of kinds.slice(0, 4)) assert.ok(has(kind), kind.name);
  assert.equal(has(kinds[4]), html.includes('href="/data/diariet.sqlite"'));
});

function shell(text) {
  return run("bash", ["-euo", "pipefail", "-c", text], { cwd: folder, maxBuffer: 1 << 26 });
}

/** Runs a module in a page of another site, and gives what it logs. */
async function elsewhere(text) {
  const other = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("<!doctype html><title>x</title>"));
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://127.0.0.1:${other.address().port}/`);
    const logged = page.waitForEvent("console", { timeout: 20_000 });
    await page.addScriptTag({ type: "module", content: text });
    const message = await logged;
    assert.equal(message.type(), "log", message.text());
    return await message.args()[0].jsonValue();
  } finally {
    await browser.close();
    other.close();
  }
}
