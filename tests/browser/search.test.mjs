// The search page in Chromium, on the repository's own demo site: typing, keyboard, filters, back, a reader's live
// region, what stands still while it loads, and the ways without JavaScript.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { axe, open, start } from "./browser.mjs";
import { pages } from "./site.mjs";

const { server, browser } = await start();

/** Runs `work` on a page of its own; whatever the page complains of fails the test. */
async function visit(path, work, settings) {
  const opened = await open(browser, server.url + path, settings);
  try {
    await work(opened.page);
    assert.deepEqual(opened.wrong, []);
  } finally {
    await opened.close();
  }
}

const field = (page) => page.locator("[data-search-field]");
const links = (page) => page.locator("[data-search-hits] .hit > a");
const status = (page) => page.locator("[data-search-status]");
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Waits until the answer to what stands in the address is shown and said. */
async function answered(page) {
  await page.waitForFunction(() => /\d|hittades|finns inte/.test(document.querySelector("[data-search-status]").textContent));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
}

/** Looks for something and gives the addresses of the hits. */
async function find(page, typed) {
  await field(page).fill(typed);
  await page.waitForFunction((q) => new URLSearchParams(location.search).get("q") === q, typed.trim());
  await answered(page);
  return links(page).evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}

describe("typing", () => {
  test("hits come from two letters on, and go with them", () =>
    visit("/sok/", async (page) => {
      await field(page).pressSequentially("s");
      await page.waitForTimeout(400);
      assert.equal(await links(page).count(), 0);
      assert.ok(await page.locator("[data-search-plain]").isVisible(), "the registers stand there");
      await field(page).pressSequentially("k");
      await links(page).first().waitFor();
      assert.ok(await page.locator("[data-search-plain]").isHidden());
      await field(page).fill("");
      await page.locator("[data-search-plain]").waitFor();
      assert.equal(await links(page).count(), 0);
    }));

  test("a number leads to its case, first, and one that does not exist says so", () =>
    visit("/sok/", async (page) => {
      const numbers = JSON.parse(readFileSync(new URL("../../public/data/arenden.json", import.meta.url), "utf8"));
      const [{ diarienummer, url }] = numbers;
      const [first] = await find(page, diarienummer.toLowerCase());
      assert.equal(new URL(first).pathname, url);
      assert.deepEqual(await find(page, "KS 1999/99999"), []);
      assert.match(await page.locator(".hits-notice").textContent(), /KS 1999\/99999/);
    }));

  test("what was found is marked, and every hit says what it is", () =>
    visit("/sok/?q=skolskjuts", async (page) => {
      await answered(page);
      for (const hit of await page.locator(".hit").all()) {
        assert.match(await hit.locator(".eyebrow").textContent(), /Ärende|Beslut|Handling|Möte|Person/);
      }
      assert.match(await page.locator(".hit mark").first().textContent(), /skolskjuts/i);
    }));

  test("nothing found: what the site covers, and whom to ask", () =>
    visit("/sok/?q=kvantfysikdoktorand", async (page) => {
      await answered(page);
      const none = page.locator("[data-search-none]");
      assert.ok(await none.isVisible());
      assert.match(await none.textContent(), /2025/);
      assert.equal(await none.locator("a[href^='mailto:']").count(), 1);
    }));

  test("the live region speaks once, when the typing has paused", () =>
    visit("/sok/", async (page) => {
      await status(page).evaluate((node) => {
        window.said = [];
        new MutationObserver(() => window.said.push(node.textContent)).observe(node, { childList: true, characterData: true, subtree: true });
      });
      await field(page).pressSequentially("skolskjuts", { delay: 60 });
      await answered(page);
      await page.waitForTimeout(900);
      const said = (await page.evaluate(() => window.said)).filter(Boolean);
      assert.equal(said.length, 1, said.join(" | "));
    }));
});

describe("keyboard", () => {
  test("arrows go from the field through the hits and back; Enter opens", () =>
    visit("/sok/?q=skola", async (page) => {
      await links(page).nth(1).waitFor();
      await field(page).focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      assert.ok(await links(page).nth(1).evaluate((node) => node === document.activeElement));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.ok(await field(page).evaluate((node) => node === document.activeElement));
      await page.keyboard.press("ArrowDown");
      const target = await links(page).first().evaluate((node) => node.href);
      await page.keyboard.press("Enter");
      await page.waitForURL(target);
    }));

  test("`Visa fler` adds hits and leaves the focus at the first new one", () =>
    visit("/sok/?q=kommun", async (page) => {
      await page.locator(".hits-more button").focus();
      const before = await links(page).count();
      await page.keyboard.press("Enter");
      await page.waitForFunction((n) => document.querySelectorAll(".hit").length > n, before);
      await page.waitForFunction((n) => document.activeElement === document.querySelectorAll(".hit > a")[n], before);
    }));
});

describe("filters and history", () => {
  test("filters narrow, stand in the address, and go back and forward", () =>
    visit("/sok/?q=skola", async (page) => {
      await answered(page);
      const all = await status(page).textContent();
      const kind = page.locator("[name=kind]");
      await kind.selectOption("ärende");
      await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent !== text, all);
      const labels = await page.locator(".hit .eyebrow").allTextContents();
      assert.ok(labels.length > 0 && labels.every((text) => text.startsWith("Ärende")), labels.join(", "));
      assert.deepEqual(query(page), { q: "skola", kind: "ärende" });
      const narrowed = await status(page).textContent();
      await page.goBack();
      await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent === text, all);
      assert.deepEqual([query(page), await kind.inputValue()], [{ q: "skola" }, ""]);
      await page.goForward();
      await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent === text, narrowed);
      assert.equal(await kind.inputValue(), "ärende");
    }));

  test("a deep link opens as it was: body, year, outcome", () =>
    visit("/sok/?q=skola&organ=barn-och-utbildningsnamnden&year=2025", async (page) => {
      await answered(page);
      assert.equal(await page.locator("[name=organ]").inputValue(), "barn-och-utbildningsnamnden");
      const where = await page.locator(".hit-where").allTextContents();
      assert.ok(where.length > 0 && where.every((text) => /utbildningsnämnden.*2025-/.test(text)), where.join(", "));
      await page.locator("[name=outcome]").selectOption("bifall");
      await page.waitForURL(/outcome=bifall/);
    }));
});

describe("standing still", () => {
  // Files come late, so that what moves is not taken for an answer to a key just pressed.
  async function shifts(path, work) {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.shifted = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted.push(entry.value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.route(/\/(search|js)\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await route.continue();
    });
    await page.goto(server.url + path, { waitUntil: "load" });
    await work(page);
    await page.waitForTimeout(300);
    const sum = await page.evaluate(() => window.shifted.reduce((a, b) => a + b, 0));
    await context.close();
    return sum;
  }

  test("while hits come and change", async () => {
    const sum = await shifts("/sok/", async (page) => {
      await find(page, "skola");
      await find(page, "skolskjuts till gymnasiet");
      await find(page, "zzzzzzzz");
    });
    assert.ok(sum < 0.02, `shifted by ${sum}`);
  });

  test("while a deep link loads", async () => {
    const sum = await shifts("/sok/?q=skola&kind=beslut", answered);
    assert.ok(sum < 0.02, `shifted by ${sum}`);
  });
});

describe("accessible", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const typed of ["skola", "KS 1999/99999", "kvantfysikdoktorand"]) {
      test(`${colorScheme}: ${typed}`, () =>
        visit(`/sok/?q=${encodeURIComponent(typed)}`, async (page) => {
          await answered(page);
          await page.evaluate(`${axe};0`);
          const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"], preload: false }));
          assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`), []);
        }, { colorScheme }));
    }
  }
});

describe("without JavaScript", () => {
  const settings = { javaScriptEnabled: false };

  test("every page has a field that leads to the search page", () => {
    for (const { path } of pages()) {
      const html = readFileSync(new URL(`../../public/${path}`, import.meta.url), "utf8");
      assert.match(html, /<form class="find[^>]*action="[^"]*sok\/"/, path);
    }
  });

  test("the search page shows the registers and no filters", () =>
    visit("/sok/?q=skolskjuts", async (page) => {
      assert.ok(await page.locator("[data-search-plain]").isVisible());
      assert.ok(await page.locator("noscript").count());
      assert.ok(await page.locator("[data-search-filters]").isHidden());
    }, settings));

  test("a case is found in three steps: search page, year, case", () =>
    visit("/", async (page) => {
      await page.locator("form.find input").first().fill("skolskjuts");
      await Promise.all([page.waitForURL(/\/sok\//), page.locator("form.find button").first().click()]);
      await Promise.all([page.waitForURL(/\/dnr\/ar\/2026\//), page.locator(".shelves a", { hasText: "2026" }).click()]);
      const link = page.locator("main a", { hasText: /skolskjuts/i }).first();
      await Promise.all([page.waitForURL(/\/dnr\/[^/]*\d[^/]*\/$/), link.click()]);
      assert.match(await page.locator("h1").textContent(), /skolskjuts/i);
    }, settings));
});
