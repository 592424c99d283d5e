// Builds and serves a site by `diariet serve`, and chooses the pages to look at from what was built.
//
// DIARIET: the program (target/debug/diariet). SITE: the site's folder (the repository's own demo site).

import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const program = process.env.DIARIET ?? join(repository, "target/debug/diariet");
export const root = process.env.SITE ?? repository;
export const output = join(root, "public");

/** A folder that is gone when the tests of the file are done. */
export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `diariet-${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the server; gives its address, without a slash at the end, and how to stop it. */
export async function serve(folder = root) {
  const server = spawn(program, ["serve", "--root", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  server.stderr.on("data", (piece) => (said += piece));
  const address = await new Promise((resolve, reject) => {
    createInterface(server.stdout).once("line", resolve);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  server.removeAllListeners("exit");
  return { url: address.replace(/\/$/, ""), said: () => said, stop: () => server.kill() };
}

/**
 * Hosts the built site as it asks hosts of static sites to: with the headers that `_headers` has for every answer. Gives
 * its address, how to stop it, and what was asked for in vain.
 */
export async function host(folder = output) {
  const [first] = readFileSync(join(folder, "_headers"), "utf8").split("\n\n");
  const headers = first.split("\n").slice(1).map((line) => line.trim().split(/: (.*)/, 2));
  const types = { css: "text/css", html: "text/html", js: "text/javascript", json: "application/json" };
  const missing = [];
  const server = createServer((request, response) => {
    let path = join(folder, decodeURIComponent(new URL(request.url, "http://host").pathname));
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) path = join(path, "index.html");
    for (const [name, value] of headers) response.setHeader(name, value);
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file) missing.push(request.url);
    response.setHeader("Content-Type", types[path.split(".").pop()] ?? "application/octet-stream");
    response.writeHead(file ? 200 : 404).end(file ? readFileSync(path) : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, missing, stop: () => server.close() };
}

/** The published HTML files, as the site's own list names them: path, address, kind of page, classes used. */
export function pages() {
  const list = JSON.parse(readFileSync(join(output, "data/manifest.json"), "utf8"));
  return list.files
    .filter((file) => file.path.endsWith(".html"))
    .map(({ path, bytes }) => {
      const html = readFileSync(join(output, path), "utf8");
      const classes = new Set([...html.matchAll(/ class="([^"]*)"/g)].flatMap((found) => found[1].split(/\s+/)));
      const kind = html.match(/<body[^>]* class="([^"]*)"/)?.[1] ?? "(no kind)";
      return { path, bytes, url: "/" + path.replace(/(^|\/)index\.html$/, "$1"), kind, classes };
    });
}

/**
 * The smallest choice that shows everything: the largest page of every kind, and pages until every class that stands
 * anywhere in the site stands on one of them.
 */
export function chosen() {
  const all = pages().sort((a, b) => b.bytes - a.bytes || a.path.localeCompare(b.path));
  const choice = [];
  const shown = new Set();
  const take = (page) => {
    choice.push(page);
    page.classes.forEach((name) => shown.add(name));
  };
  for (const kind of new Set(all.map((page) => page.kind))) take(all.find((page) => page.kind === kind));
  for (const page of all) if ([...page.classes].some((name) => !shown.has(name))) take(page);
  return choice;
}
