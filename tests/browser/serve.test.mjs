// While a site is worked on: the browser shows what is wrong with the content, and the page again when it is mended.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { start } from "./browser.mjs";
import { program, scratch } from "./site.mjs";

const folder = scratch("serve");
execFileSync(program, ["init", folder]);
const item = join(folder, "content/kommunstyrelsen/2027-02-09/skolskjuts.md");
const sound = readFileSync(item, "utf8");
const { server, browser } = await start(folder);

test("faults lie over the page until they are mended", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(`${server.url}/kommunstyrelsen/2027-02-09/skolskjuts/`);
  writeFileSync(item, "+++\ntitle = 1 # <img src=x onerror=alert(1)>\n+++\n");
  const dialog = page.locator("#diariet-faults[open]");
  await dialog.waitFor();
  const text = await dialog.textContent();
  for (const part of ["The site was not built", "skolskjuts.md:2:9", "<img src=x onerror=alert(1)>"]) {
    assert.ok(text.includes(part), text);
  }
  assert.equal(await page.locator("#diariet-faults img").count(), 0);
  // The style of the server's own applies: the policy has let it in.
  assert.equal(await dialog.evaluate((element) => getComputedStyle(element).borderTopWidth), "3px");
  await page.keyboard.press("Escape");
  await page.locator("#diariet-faults:not([open])").waitFor({ state: "attached" });
  // A page that is opened while the faults stand tells of them too.
  await page.goto(`${server.url}/`);
  await dialog.waitFor();
  writeFileSync(item, sound.replace("Nytt reglemente", "Lagat reglemente"));
  await page.locator("#diariet-faults").waitFor({ state: "detached" });
  await page.goto(`${server.url}/kommunstyrelsen/2027-02-09/skolskjuts/`);
  assert.ok((await page.locator("h1").textContent()).includes("Lagat reglemente"));
  assert.equal(await page.locator("#diariet-faults").count(), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});
