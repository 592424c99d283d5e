// A browser that tells on a page: what it asked others for, and what it complained of.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { chromium } from "playwright-core";

import { serve } from "./site.mjs";

/** The script of axe, to be run in a page. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium with a profile of its own. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Serves a site and starts a browser for the tests of one file; both end with them. */
export async function start(folder) {
  const server = await serve(folder);
  const browser = await launch().catch((error) => {
    server.stop();
    throw error;
  });
  after(async () => {
    await browser.close();
    server.stop();
  });
  return { server, browser };
}

/** A page that leads on by itself is looked at as it is. */
export async function stay(page) {
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    const text = await response.text();
    return route.fulfill({ response, body: text.replace(/<meta http-equiv="refresh"[^>]*>/, "") });
  });
}

/** Opens a page and collects what is wrong with it while it loads. */
export async function open(browser, address, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const wrong = [];
  const { origin } = new URL(address);
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) wrong.push(`asks another machine: ${request.url()}`);
  });
  // The 404 page answers with status 404, as it must; any other failure is one of the page's own files.
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== address) wrong.push(`${response.status()}: ${response.url()}`);
  });
  page.on("pageerror", (error) => wrong.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    const isOwn404 = message.location().url === address && message.text().includes("status of 404");
    if (["error", "warning"].includes(message.type()) && !isOwn404) wrong.push(`console: ${message.text()}`);
  });
  await stay(page);
  // `networkidle` never comes: the server's reload script keeps asking.
  await page.goto(address, { waitUntil: "load" });
  return { page, wrong, close: () => context.close() };
}
