// The table of analysis cases, in JavaScript: node --test tests/search/analysis.test.mjs
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { scan, stem, tokens } from '../../themes/default/static/search/search.js';

const unescape = (text) => text.replace(/\\n/g, '\n').replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

for (const line of readFileSync(new URL('analysis.tsv', import.meta.url), 'utf8').split('\n')) {
  if (!line || line.startsWith('#')) continue;
  const [mode, text, expected] = line.split('\t');
  test(`${mode}: ${text}`, () => {
    const found = tokens(scan(unescape(text).normalize('NFC')), mode === 'query');
    assert.equal(found.map((t) => (t.whole ? '*' : '') + (t.code ? t.text : stem(t.text))).join(' '), expected);
  });
}
