// Asks the engine: node engine.mjs SITE_FOLDER < {"queries": [{"q", "options"}]} > [{"total", "hits", "notices", "bytes"}]
// `bytes` is what a first visit loads for that query, gzip: module, start file, and every other file once.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { open } from '../../themes/default/static/search/search.js';

const folder = process.argv[2];
const module = gzipSync(readFileSync(new URL('../../themes/default/static/search/search.js', import.meta.url))).length;
const { queries, fresh } = JSON.parse(readFileSync(0, 'utf8'));
let loaded = new Map(); // path → bytes
const fetch = async (url) => {
  const path = new URL(url).pathname;
  const bytes = readFileSync(folder + path);
  loaded.set(path, bytes);
  return new Response(bytes);
};
let engine = await open('http://localhost/', { fetch });
const out = [];
for (const { q, options } of queries) {
  if (fresh) {
    loaded = new Map();
    engine = await open('http://localhost/', { fetch });
  }
  const begin = process.cpuUsage();
  const answer = await engine.search(q, options);
  const used = process.cpuUsage(begin);
  const bytes = module + [...loaded.values()].reduce((sum, file) => sum + gzipSync(file).length, 0);
  out.push({ ...answer, bytes, files: loaded.size, ms: (used.user + used.system) / 1000 });
}
process.stdout.write(JSON.stringify(out));
