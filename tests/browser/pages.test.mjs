// Every kind of page in Chromium: accessible, light and dark, with and without JavaScript, from 320 pixels on, with
// text at 200 %, and never asking another machine for anything.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, open, start } from "./browser.mjs";
import { chosen } from "./site.mjs";

const WIDTHS = [320, 768, 1280];

const { server, browser } = await start();
const choice = chosen();

test("the site has pages of several kinds", () => {
  const kinds = new Set(choice.map((page) => page.kind));
  assert.ok(kinds.size > 5, [...kinds].join(", "));
});

test("a page that has moved leads on by itself", async () => {
  const { url } = choice.find((page) => page.kind === "is-moved");
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(server.url + url + "#beslut-1");
    await page.waitForURL((there) => there.pathname !== url);
    assert.notEqual(await page.locator("body").getAttribute("class"), "is-moved");
  } finally {
    await context.close();
  }
});

for (const { url, kind } of choice) {
  describe(`${kind} ${url}`, () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const javaScriptEnabled of [true, false]) {
        test(`${colorScheme}, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async () => {
          const opened = await open(browser, server.url + url, { colorScheme, javaScriptEnabled });
          try {
            assert.deepEqual(await violations(opened.page, javaScriptEnabled), []);
            assert.equal(await opened.page.locator("h1").count(), 1, "one h1");
            for (const width of WIDTHS) {
              await opened.page.setViewportSize({ width, height: 900 });
              assert.deepEqual(await tooWide(opened.page), [], `${width} pixels wide`);
            }
            await doubleText(opened.page);
            assert.deepEqual(await tooWide(opened.page), [], "text at 200 %");
            assert.deepEqual(opened.wrong, []);
          } finally {
            await opened.close();
          }
        });
      }
    }
  });
}

/** What axe finds, one line each. */
async function violations(page, javaScriptEnabled) {
  await page.evaluate(`${axe};0`);
  if (!javaScriptEnabled) {
    // Timers stand still where scripts are off; axe uses them only to let others work in between.
    await page.evaluate(() => {
      window.setTimeout = (work, wait) => {
        if (!wait || wait < 50) Promise.resolve().then(work);
        return 0;
      };
      window.requestAnimationFrame = (work) => window.setTimeout(work, 0);
    });
  }
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"], preload: false }));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

/** What is wider than the window, so that one would have to scroll sideways. What scrolls by itself is let be. */
function tooWide(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const scrolls = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const within = (element) => element && element !== document.body && (scrolls(element) || within(element.parentElement));
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !within(element.parentElement))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} ends at ${element.getBoundingClientRect().right} of ${width}`)
      .concat(`the page is ${document.scrollingElement.scrollWidth} wide`);
  });
}

/** Text at twice its size, as a reader sets it in the browser. */
async function doubleText(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  assert.ok(size >= 32, `the reader's own text size is not kept: ${size}`);
}
