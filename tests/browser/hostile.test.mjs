// Two hundred hostile strings in every field of a site, in Markdown and in an imported packet, each page with
// JavaScript on: no script of theirs runs, nothing is asked of another machine, the policy has nothing to block.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { start, stay } from "./browser.mjs";
import { pages, repository, scratch, serve } from "./site.mjs";

const base = readFileSync(join(repository, "themes/default/templates/base.html"), "utf8");
const [, policy] = base.match(/<meta http-equiv="Content-Security-Policy" content="([^"]+)">/);
const folder = scratch("hostile");
const { strings, words } = JSON.parse(
  execFileSync("cargo", ["run", "--quiet", "--locked", "--example", "hostile", "--", folder], {
    cwd: repository,
    maxBuffer: 1 << 26,
  }),
);
const { server, browser } = await start(folder);
const list = JSON.parse(readFileSync(join(folder, "public/data/manifest.json"), "utf8")).files.map((file) => file.path);

/** Visits addresses with a few tabs at once; what was wrong with each. `look` may look at a page that is loaded, `prepare` at a tab. */
async function visit(url, addresses, look = async () => {}, prepare = async () => {}) {
  const wrong = [];
  const queue = [...addresses];
  const { origin } = new URL(url);
  const tab = async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        (window.__blocked ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const page = await context.newPage();
    await prepare(page);
    let at = "";
    const say = (text) => wrong.push(`${at}: ${text}`);
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin) say(`asks another machine: ${request.url()}`);
    });
    page.on("dialog", (dialog) => {
      say(`opens a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("popup", () => say("opens a window"));
    page.on("pageerror", (error) => say(`script error: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !message.text().includes("status of 404")) say(message.text());
    });
    for (at = queue.shift(); at !== undefined; at = queue.shift()) {
      await page.goto(url + at, { waitUntil: "load" });
      await look(page, at);
      const found = await page.evaluate(effects, policy);
      for (const text of found) say(text);
    }
    await context.close();
  };
  await Promise.all([tab(), tab(), tab(), tab()]);
  return wrong;
}

/** What a page shows of being changed by its content; runs in the browser. */
function effects(policy) {
  const wrong = [];
  if (window.hacked !== undefined) wrong.push("a script of the content has run");
  for (const text of window.__blocked ?? []) wrong.push(`the policy had to block ${text}`);
  const own = (address) => new URL(address, location.href).origin === location.origin;
  const strangers = "iframe, frame, object, embed, img, picture, video, audio, source, style, base, applet, portal, form:not([action^='/']), meta[http-equiv]:not([http-equiv='Content-Security-Policy']), svg script, template";
  for (const element of document.querySelectorAll(strangers)) wrong.push(`holds ${element.outerHTML.slice(0, 100)}`);
  // The theme's own policy, once, and as the theme has it; any other would be the content's.
  const policies = [...document.querySelectorAll("meta[http-equiv='Content-Security-Policy' i]")].map((meta) => meta.content);
  if (policies.length !== 1 || policies[0] !== policy) wrong.push(`has the policies ${JSON.stringify(policies)}`);
  for (const script of document.scripts) {
    if (script.type === "application/ld+json") JSON.parse(script.textContent);
    else if (!script.src || !own(script.src)) wrong.push(`holds ${script.outerHTML.slice(0, 100)}`);
  }
  for (const link of document.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=modulepreload]")) {
    if (!own(link.href)) wrong.push(`loads ${link.href}`);
  }
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    if (!["http:", "https:", "mailto:", "tel:"].includes(link.protocol)) wrong.push(`links to ${link.href}`);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const { name } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^ping$/i.test(name)) wrong.push(`holds ${element.outerHTML.slice(0, 100)}`);
    }
  }
  if (document.querySelectorAll("main").length !== 1 || !document.querySelector("body > footer, footer")) wrong.push("has lost its shape");
  return wrong;
}

test("the site is made of two hundred hostile strings and more", () => {
  assert.ok(strings.length >= 200, `${strings.length}`);
  const items = list.filter((path) => /sak-\d+\/index\.html$/.test(path));
  assert.equal(items.length, strings.length);
});

test("no page of the hostile site is changed by its content", async () => {
  const addresses = list.filter((path) => path.endsWith(".html")).map((path) => "/" + path.replace(/(^|\/)index\.html$/, "$1"));
  const wrong = await visit(server.url, addresses);
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} faults on ${addresses.length} pages`);
});

test("no answer of the search is", async () => {
  let answered = 0;
  const addresses = strings.map((text, n) => `/sok/?q=${encodeURIComponent(`${text.slice(0, 200)} ${words[n]}`)}`);
  const alone = words.filter((_, n) => n % 5 === 0).map((word) => `/sok/?q=${word}`);
  const wrong = await visit(server.url, [...addresses, ...alone], async (page, address) => {
    await page.waitForFunction(() => document.querySelector("[data-search-hits]:not([aria-busy])"));
    if (!alone.includes(address)) return;
    await page.waitForSelector("[data-search-hits] .hit");
    answered += 1;
  });
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} faults`);
  assert.equal(answered, alone.length, "every word has its hits");
});

test("what the browser shows by itself is not run either", async () => {
  const others = list.filter((path) => /\.(xml|json|csv|ics|rdf|txt|md|jsonld)$/.test(path) && !path.startsWith("search/"));
  const few = [...new Map(others.map((path) => [path.replace(/\d+/g, "0"), path])).values()].filter((path) => !/\.(csv|ics|rdf)$/.test(path));
  assert.ok(few.length > 5, few.join(" "));
  const wrong = [];
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) wrong.push(request.url());
  });
  page.on("dialog", (dialog) => {
    wrong.push(dialog.message());
    dialog.dismiss();
  });
  for (const path of few.slice(0, 60)) {
    // A feed that the browser would rather save than show is no page.
    await page.goto(`${server.url}/${path}`).catch((error) => assert.match(error.message, /Download|ERR_ABORTED/));
    if ((await page.evaluate(() => window.hacked)) !== undefined) wrong.push(`${path} runs`);
  }
  await context.close();
  assert.deepEqual(wrong, []);
});

test("no page of the demo site asks another machine for anything or strains the policy", async () => {
  const demo = await serve();
  try {
    const addresses = pages().map((page) => page.url);
    // Addresses of before lead on by themselves; on the hostile site nothing may.
    const wrong = await visit(demo.url, addresses, undefined, stay);
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} faults on ${addresses.length} pages`);
  } finally {
    demo.stop();
  }
});
