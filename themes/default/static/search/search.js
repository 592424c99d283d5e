// The site's search. Mirrors src/search (words, query) step by step; the same tests hold both to one behaviour.
//   const engine = await open(baseUrl, { fetch });
//   const { total, hits, notices } = await engine.search(query, { limit, organ, kind, from, to, outcome });

const KINDS = ['ärende', 'beslut', 'handling', 'möte', 'person'];
const OUTCOMES = ['bifall', 'avslag', 'besvarad', 'återremiss', 'bordläggning', 'utgår', 'noteras', 'föreslår', 'val',
  'remitteras', 'uppdrag', 'ej publicerat'];
const MONTHS = ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober',
  'november', 'december'];
const SCALES = { tusen: 3, tkr: 3, miljon: 6, miljoner: 6, mkr: 6, mnkr: 6, msek: 6, miljard: 9, miljarder: 9, mdkr: 9, mdr: 9 };
const STOP = new Set(('alla allt att av blev bli blir blivit de dem den denna deras dess dessa det detta dig din dina ditt ' +
  'du där då efter ej eller en er era ert ett från för ha hade han hans har henne hennes hon honom hur här i icke ingen ' +
  'inom inte jag ju kan kunde man med mellan men mig min mina mitt mot mycket ni nu när någon något några och om oss på ' +
  'samma sedan sig sin sina ska skall skulle som så sådan sådana sådant till under upp ut utan vad var vara varför varit ' +
  'varje vars vart vem vi vid vilka vilkas vilken vilket vår våra vårt än är åt över samt').split(' '));
const LABELS = ['dnr', 'diarienr', 'diarienummer', 'ärendenr', 'ärendenummer', 'arendenr', 'arendenummer'];
const MONEY = ['kr', 'kronor', 'sek', 'kronorna'];
const PARTICLES = ['an', 'bort', 'efter', 'fram', 'for', 'fore', 'genom', 'ned', 'ner', 'om', 'till', 'upp', 'ut', 'over'];
const HEAD = [0, 1, 2, 4, 8, 16];
const PAGE = [0, 0.25, 0.5, 1, 2, 4, 8];
const LETTER = /^(?!\p{M})\p{Alphabetic}$/u;

// ---- words ----

const DIGIT = /[0-9]/;
const isLetter = (c) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c > '\x7f' && c.length === 1 && LETTER.test(c));
const isDigit = (c) => c >= '0' && c <= '9';

function foldChar(c) {
  if (c < '\x80') return c.toLowerCase();
  let out = '';
  for (const low of c.toLowerCase()) {
    if ('åäö'.includes(low)) out += low;
    else if (low === 'ø') out += 'ö';
    else if (low === 'æ') out += 'ä';
    else if (low === 'ς') out += 'σ';
    else out += low.normalize('NFD').replace(/\p{M}/gu, '');
  }
  return out;
}

export const plain = (word) => word.replace(/[åä]/g, 'a').replace(/ö/g, 'o');

const joiner = (c) => ('-‐‑–−'.includes(c) ? '-' : '/:.,'.includes(c) ? c : '');

// The gap before a piece: '' none, ' ' space, a joining sign, '|' anything else.
function after(gap, c) {
  if (gap === '-' && c === '\n') return '-';
  const sign = joiner(c);
  if ((gap === '' || gap === ' ') && !sign && (/\s/.test(c) || c === '§')) return ' ';
  return gap === '' && sign ? sign : '|';
}

// Cuts a text in NFC into pieces: runs of letters and digits.
export function scan(text) {
  const pieces = [];
  let gap = '|', section = false, at = 0;
  while (at < text.length) {
    const c = String.fromCodePoint(text.codePointAt(at));
    if (!isLetter(c) && !isDigit(c)) {
      if (c === '§') {
        section = true;
        if ((gap === '' || gap === ' ') && pieces.length) pieces[pieces.length - 1].section = true;
      }
      gap = after(gap, c);
      at += c.length;
      continue;
    }
    let folded = '', letters = false, digits = false, end = at;
    for (; end < text.length; end++) {
      const d = text[end];
      if (isDigit(d)) { digits = true; folded += d; }
      else if (isLetter(d)) { letters = true; folded += foldChar(d); }
      else if (d !== '\u00ad' && !/\p{M}/u.test(d) && !("'’´`ʼ‘".includes(d) && letters && isLetter(text[end + 1]))) break;
    }
    if (folded && folded.length <= 64) {
      pieces.push({ text: folded, at, end, make: letters ? (digits ? 'm' : 'l') : 'd', gap: pieces.length ? gap : '|',
        upper: /^\p{Lu}/u.test(c), section });
    }
    gap = ''; section = false; at = end;
  }
  return pieces;
}

// The tokens of pieces: { text, code, from, to, whole }.
export function tokens(p, query) {
  const out = [];
  const is = (i, make, gap) => p[i] && p[i].make === make && p[i].gap === gap;
  const size = (i) => (p[i] ? p[i].text.length : 0);
  const joins = (i, signs) => p[i] && p[i].gap && signs.includes(p[i].gap);
  const part = (i) => out.push({ text: p[i].text, code: p[i].make !== 'l', from: i, to: i, whole: false });
  const whole = (text, code, from, to) => out.push({ text, code, from, to, whole: true });
  const squash = (a, b) => p.slice(a, b + 1).map((x) => x.text).join('');
  const every = (a, b, f) => { for (let k = a; k <= b; k++) if (!f(k)) return false; return true; };
  const parts = (a, b) => { for (let k = a; k <= b; k++) part(k); };
  const chunkEnd = (i) => {
    let k = i;
    while (joins(k + 1, '-/:') || (joins(k + 1, '.,') && p[k].make === 'd' && p[k + 1].make === 'd')) k++;
    return k;
  };
  const isDate = (a, b) => b === a + 2 && every(a, b, (k) => p[k].make === 'd' && size(k) === [4, 2, 2][k - a]) &&
    every(a + 1, b, (k) => p[k].gap === '-');
  const numberAfter = (first, last) => {
    const next = last + 1, head = p[last];
    if (!/\p{Alphabetic}$/u.test(head.text) || !p[next] || p[next].gap !== ' ' || p[next].make === 'l') return;
    if (!(query || head.upper || head.make === 'm') || head.text.length > 8 || STOP.has(head.text)) return;
    const end = chunkEnd(next);
    const joined = end > next && every(next + 1, end, (k) => !joins(k, '.,'));
    const serial = end === next && p[next].make === 'd' && size(next) >= (first < last || head.make === 'm' ? 3 : 5);
    if ((joined && !isDate(next, end)) || serial) whole(squash(first, end), true, first, end);
  };
  const scaled = (first, last) => {
    const word = last + 1;
    if (!is(word, 'l', ' ') || !Object.hasOwn(SCALES, p[word].text)) return false;
    const zeros = SCALES[p[word].text] - (last > first && p[last].gap !== ' ' ? size(last) : 0);
    if (zeros < 0) return false;
    whole((squash(first, last) + '0'.repeat(zeros)).replace(/^0+(?=.)/, ''), true, first, word);
    return true;
  };
  const hyphenated = (a, b) => {
    if (b === a + 1 && p[b].gap === ':' && p[b].text.length <= 3) return part(a);
    if (every(a + 1, b, (k) => p[k].gap === '-')) whole(squash(a, b), false, a, b);
    parts(a, b);
  };
  const figures = (a, b) => {
    if (b === a + 1 && joins(b, ',.') && scaled(a, b)) return;
    if (p[a].section) for (const k of [a, b]) whole('§' + p[k].text, true, a, b);
    whole(p.slice(a, b + 1).map((x, k) => (k ? x.gap : '') + x.text).join(''), true, a, b);
    if (isDate(a, b)) { whole(`${p[a].text}-${p[a + 1].text}`, true, a, b); part(a); }
    else if (p[a + 1].gap !== ',') parts(a, b);
  };
  // `2020-02` where piece i names a month and a year follows.
  const monthAt = (i) => {
    const month = MONTHS.indexOf(p[i].text) + 1;
    return month && is(i + 1, 'd', ' ') && size(i + 1) === 4 ? `${p[i + 1].text}-${String(month).padStart(2, '0')}` : '';
  };
  const digits = (i) => {
    let last = i;
    if (size(i) <= 3 && !joins(i, '-/:.,')) {
      while (is(last + 1, 'd', ' ') && size(last + 1) === 3 && chunkEnd(last + 1) === last + 1) last++;
    }
    if (scaled(i, last)) return last + 1;
    if (last > i) { whole(squash(i, last), true, i, last); return last + 1; }
    if (p[i].section) whole('§' + p[i].text, true, i, i);
    const month = size(i) <= 2 && is(i + 1, 'l', ' ') && monthAt(i + 1);
    if (month) {
      whole(`${month}-${p[i].text.padStart(2, '0')}`, true, i, i + 2);
      whole(month, true, i, i + 2);
      parts(i + 1, i + 2);
      return i + 3;
    }
    const name = p[i + 1];
    if (size(i) === 2 && is(i + 1, 'l', ' ') && (query || name.upper) && name.text.length >= 2 && name.text.length <= 4 &&
      !STOP.has(name.text) && is(i + 2, 'd', ' ') && size(i + 2) <= 6 && chunkEnd(i + 2) === i + 2) {
      whole(squash(i, i + 2), true, i, i + 2);
    }
    part(i);
    return i + 1;
  };
  for (let i = 0; i < p.length;) {
    const last = chunkEnd(i);
    if (last > i) {
      const makes = (make) => every(i, last, (k) => p[k].make === make);
      if (makes('l')) hyphenated(i, last);
      else if (makes('d')) figures(i, last);
      else { whole(squash(i, last), true, i, last); parts(i, last); }
      numberAfter(i, last);
      i = last + 1;
    } else if (p[i].make === 'd') i = digits(i);
    else {
      const month = monthAt(i);
      if (month) whole(month, true, i, i + 1);
      numberAfter(i, i); part(i); i++;
    }
  }
  return out;
}

// Snowball's Swedish stemmer (https://snowballstem.org/algorithms/swedish/stemmer.html).
const MAIN = /(?:heterna|hetens|anden|heten|heter|arnas|ernas|ornas|andes|arens|andet|arna|erna|orna|ande|arne|aste|aren|ades|erns|ade|are|ern|ens|het|ast|ad|en|ar|er|or|as|es|at|a|e)$/;
function snowball(word) {
  const m = /[aeiouyäåö][^aeiouyäåö]/.exec(word);
  if (word.length < 3 || !m) return word;
  const start = Math.max(3, m.index + 2);
  let rest = word.slice(start), head = word.slice(0, start);
  if (word.length < start) return word;
  const main = MAIN.exec(rest);
  if (main) rest = rest.slice(0, main.index);
  else if (rest.endsWith('s') && /[bcdfghjklmnoprtvy]s$/.test(word)) rest = rest.slice(0, -1);
  if (/(?:dd|gd|nn|dt|gt|kt|tt)$/.test(rest)) rest = rest.slice(0, -1);
  rest = rest.replace(/(?:lig|els|ig)$|(fullt)$|(löst)$/, (_, full, los) => (full ? 'full' : los ? 'lös' : ''));
  return head + rest;
}

// Snowball, and what it leaves: `beslutet`, `skolan` and `programmet` are `beslut`, `skola` and `program`.
export function stem(word) {
  const short = snowball(word);
  if (short.length >= 6 && /(?<!it|h|arb)et$/.test(short) && /et(?:s|en|ar)?$/.test(word)) return stem(short.slice(0, -2));
  if (short.length >= 5 && (short === word || `${short}s` === word) && short.endsWith('an')) return snowball(short.slice(0, -1));
  return short.endsWith('mm') ? short.slice(0, -1) : short;
}

// ---- files ----

// Numbers: digits of base 47, least first, the last one in the lower half of the 94 printable characters.
class Reader {
  constructor(text) { this.text = text; this.at = 0; }
  char() { return this.text.charCodeAt(this.at++) - 33; }
  number() {
    let n = 0, scale = 1;
    for (;;) {
      const digit = this.char();
      n += digit * scale;
      if (!(digit >= 47)) return n;
      scale *= 47;
    }
  }
}

// Posts of a term: records in order, codes of levels, lists of pages where there are any.
function parsePosts(printed) {
  const [count, steps, codes, lists] = printed.split(' ').map((part) => new Reader(part));
  const n = count.number();
  const posts = { n, records: new Uint32Array(n), heads: new Uint8Array(n), bests: new Uint8Array(n), starts: new Uint32Array(n), lists };
  for (let i = 0, record = 0; i < n; i++) {
    posts.records[i] = record += steps.number();
    const code = codes.char();
    posts.heads[i] = Math.floor((code % 42) / 7);
    posts.bests[i] = code % 7;
    if (code >= 42) {
      posts.starts[i] = lists.at + 1;
      for (let k = lists.number(); k > 0; k--) { lists.number(); lists.char(); }
    }
  }
  return posts;
}

// The pages of the nth post, read when they are needed only.
function pagesOf({ starts, bests, lists }, nth) {
  if (!starts[nth]) return bests[nth] ? [[1, bests[nth]]] : [];
  const pages = [];
  lists.at = starts[nth] - 1;
  for (let k = lists.number(), page = 0; k > 0; k--) pages.push([page += lists.number(), lists.char()]);
  return pages;
}

const parseVariants = (key, line) => line.split('\t').map((block) => {
  const [exact, parts] = block.split(' ', 2);
  return { exact: exact || key, parts: parts ? parts.split('+') : [],
    posts: parsePosts(block.slice(exact.length + parts.length + 2)) };
});

const lines = (text) => text.split('\n').filter(Boolean);
const termEntries = (text) => lines(text).map((line) => line.split('\t'));
function cardEntries(text) {
  let record = 0;
  return lines(text).map((line) => {
    const reader = new Reader(line);
    record += reader.number();
    const part = reader.number();
    return [[record, part], line.slice(reader.at)];
  });
}

// Index of the last entry that is not after what `isAfter` tells apart; -1 when all are.
function lastNot(entries, isAfter) {
  let low = 0, high = entries.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (isAfter(entries[mid][0])) high = mid; else low = mid + 1;
  }
  return low - 1;
}

class Files {
  constructor(base, fetcher) { this.base = base; this.fetch = fetcher; this.seen = new Map(); }

  async text(path) {
    const response = await this.fetch(new URL(path, this.base).href);
    if (response.ok === false) throw new Error(`sökindex: ${path} (${response.status})`);
    return response.text();
  }

  named(name) {
    if (!this.seen.has(name)) {
      const text = this.text(`search/${name.slice(0, 2)}/${name.slice(2)}.txt`);
      this.seen.set(name, text);
      text.catch(() => this.seen.delete(name));
    }
    return this.seen.get(name);
  }

  async open() {
    const text = await this.text('search/start.txt');
    const end = text.indexOf('\n'), part = text.indexOf('\n\n', end);
    const [name, version, records, attributes, termsDeep, cardsDeep] = text.slice(0, end).split(' ');
    if (name !== 'diariet' || version !== '1') throw new Error('sökindex: okänd version');
    this.records = +records;
    this.attributes = attributes;
    this.termsDeep = termsDeep === '1';
    this.cardsDeep = cardsDeep === '1';
    this.terms = termEntries(text.slice(end, part));
    this.cards = cardEntries(text.slice(part));
    return this;
  }

  async shelves(key, count) {
    const from = (entries) => {
      const first = Math.max(0, lastNot(entries, (k) => k > key));
      return entries.slice(first, first + count).map((entry) => entry[1]);
    };
    const names = from(this.terms);
    if (!this.termsDeep) return names;
    const nodes = await Promise.all(names.map((name) => this.named(name)));
    return nodes.flatMap((node) => from(termEntries(node))).slice(0, count);
  }

  async line(key) {
    const [name] = await this.shelves(key, 1);
    if (!name) return null;
    const text = '\n' + await this.named(name);
    const at = text.indexOf(`\n${key}\t`);
    return at < 0 ? null : text.slice(at + key.length + 2, text.indexOf('\n', at + 1));
  }

  async variants(key) {
    const line = await this.line(key);
    return line === null ? [] : parseVariants(key, line);
  }

  async beginning(prefix) {
    const texts = await Promise.all((await this.shelves(prefix, 2)).map((name) => this.named(name)));
    return texts.flatMap(lines).filter((line) => line.startsWith(prefix)).map((line) => {
      const tab = line.indexOf('\t');
      return [line.slice(0, tab), parseVariants(line.slice(0, tab), line.slice(tab + 1))];
    });
  }

  async words(key) {
    return (await this.line(key) ?? '').split(' ').filter(Boolean).map((word) => [word.slice(0, -1), word.slice(-1)]);
  }

  async card(record, part) {
    const isAfter = ([r, p]) => r > record || (r === record && p > part);
    let entry = this.cards[lastNot(this.cards, isAfter)];
    if (!entry) return null;
    if (this.cardsDeep) {
      const node = cardEntries(await this.named(entry[1]));
      entry = node[lastNot(node, isAfter)];
      if (!entry) return null;
    }
    const rows = (await this.named(entry[1])).split('\n');
    let nth = record - entry[0][0], at = 0;
    while (at < rows.length && !(rows[at].startsWith('=') && nth-- === 0)) at++;
    if (at === rows.length) return null;
    const [title, url, kind, number, organ, date, twin] = rows[at].slice(1).split('\t');
    const card = { title, url, kind: KINDS[kind], number, organ, date, twin, page: null, text: '' };
    for (at++; at < rows.length && !rows[at].startsWith('='); at++) {
      if (rows[at].startsWith(`${part} `)) {
        const tab = rows[at].indexOf('\t');
        card.page = Number(rows[at].slice(String(part).length + 1, tab)) || null;
        card.text = rows[at].slice(tab + 1).replaceAll('\x1e', '\n');
        break;
      }
    }
    return card;
  }

  async allowed({ organ, kind, from, to, outcome }) {
    const column = (text) => text.split(',').flatMap((run) => {
      const [value, count] = run.split('*');
      return Array(Number(count ?? 1)).fill(value);
    });
    const day = (text) => text && String(text).replaceAll('-', '');
    [from, to] = [day(from), day(to)];
    const allowed = [];
    for (const line of lines(await this.named(this.attributes))) {
      const [kinds, organs, dates, outcomes] = line.split('|').map(column);
      kinds.forEach((k, i) => allowed.push((!kind || KINDS[k] === kind) && (!organ || organs[i] === organ) &&
        (!outcome || (parseInt(outcomes[i], 16) >> OUTCOMES.indexOf(outcome) & 1) === 1) &&
        (!from || dates[i] >= from) && (!to || (dates[i] !== '' && dates[i].slice(0, to.length) <= to))));
    }
    return allowed;
  }
}

// ---- plan ----

// The logarithm to base 2 of 1 + records / found, by straight lines between whole powers: the same bits as in Rust.
function rarity(records, found) {
  let x = records / Math.max(found, 1) + 1, whole = 0;
  while (x >= 2) { x /= 2; whole++; }
  return whole + x - 1;
}

function isNumber(code) {
  const m = /^(\d*)(\p{Alphabetic}*)(\d*)(.*)$/u.exec(code);
  const [first, prefix, serial] = [m[1].length, m[2].length, m[3].length];
  return (!m[4] && first === 2 && prefix >= 2 && prefix <= 4 && serial >= 1 && serial <= 6) ||
    (first === 0 && prefix >= 1 && prefix <= 8 && serial >= 5);
}

function oneOff(a, b) {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  [a, b] = [a.slice(same), b.slice(same)];
  if (a.length === b.length) {
    return a.length > 0 && (a.slice(1) === b.slice(1) || (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)));
  }
  return a.slice(1) === b || b.slice(1) === a;
}

const count = (variants) => variants.reduce((sum, v) => sum + v.posts.n, 0);

class Maker {
  constructor(files) { Object.assign(this, { files, slots: [], exact: [], keys: [], phrases: [], notices: [] }); }

  way(weight, variant, found) {
    return { weight, terms: [{ posts: variant.posts, rarity: rarity(this.files.records, found) }] };
  }

  async ways(exact, weight) {
    const key = plain(exact), variants = await this.files.variants(key);
    if (variants.length) this.keys.push(key);
    const has = variants.some((v) => v.exact === exact), other = exact === key ? 0.9 : 0.6;
    return variants.filter((v) => v.exact === exact || exact === key || !has)
      .map((v) => this.way(weight * (v.exact === exact ? 1 : other), v, count(variants)));
  }

  async allOf(keys, weight) {
    const terms = [];
    for (const variants of await Promise.all(keys.map((key) => this.files.variants(plain(key))))) {
      if (!variants.length) return [];
      const best = variants.reduce((a, b) => (b.posts.n >= a.posts.n ? b : a));
      terms.push(this.way(1, best, best.posts.n).terms[0]);
    }
    this.keys.push(...keys.map(plain));
    return [{ weight, terms }];
  }

  // Looks for the site's own numbers in any run of up to four pieces.
  async numbers(p, covered) {
    for (let size = 4; size >= 1; size--) {
      for (let from = 0; from + size <= p.length; from++) {
        const run = p.slice(from, from + size), joined = run.map((x) => x.text).join('');
        if (covered.slice(from, from + size).some(Boolean) || run.slice(1).some((x) => x.gap === '|')) continue;
        const digits = joined.replace(/[^0-9]/g, '').length, letters = [...joined].length - digits;
        const year = size === 2 && digits === 4 && run[1].text.length === 4 && letters > 0;
        if (digits < (letters > 0 ? 2 : 5) || run.some((x) => STOP.has(x.text)) || year || letters > 8) continue;
        const own = (await this.files.variants(`=${plain(joined)}`)).pop();
        if (!own) continue;
        covered.fill(true, from, from + size);
        this.exact.push(...own.posts.records);
        this.keys.push(plain(joined));
        this.slots.push([...await this.ways(joined, 1), this.way(1, own, 1)]);
      }
    }
  }

  async code({ text, parts, printed }) {
    const ways = await this.ways(text, 1);
    if (parts.length) ways.push(...await this.allOf(parts, 0.5));
    if (!ways.length && isNumber(scan(text).map((x) => x.text).join(''))) this.notices.push({ code: 'missing-number', number: printed });
    return ways;
  }

  async word({ text: word, joined }, open) {
    const exact = stem(word), key = plain(exact), bare = plain(word);
    const ways = await this.ways(exact, 1);
    const rare = (await this.files.variants(key)).find((v) => v.exact === exact && v.parts.length);
    if (rare) ways.push(...await this.allOf(rare.parts, 0.6));
    if (bare === word && bare !== key) ways.push(...await this.ways(bare, 0.8));
    if (joined) ways.push(...await this.ways(stem(joined), 1));
    if (open && !STOP.has(word)) ways.push(...await this.completions(bare, key, ways.length ? 0.35 : 0.7));
    if (!ways.length && [...key].length >= 4) ways.push(...await this.repaired(word, exact));
    return ways;
  }

  async completions(start, key, weight) {
    if ([...start].length < 4) {
      const variants = [...start].length < 2 ? [] : await this.files.variants(`^${start}`);
      if (variants.length) this.keys.push(`^${start}`);
      return variants.map((v) => this.way(weight, v, v.posts.n));
    }
    const found = (await this.files.beginning(start)).filter(([other]) => other !== key)
      .map(([other, variants]) => [count(variants), other, variants]);
    found.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
    return found.slice(0, 8).flatMap(([n, other, variants]) => {
      this.keys.push(other);
      return variants.map((v) => this.way(weight, v, n));
    });
  }

  // A word that the site does not have: a compound of words that it has, or a word with one mistake.
  async repaired(word, exact) {
    const key = plain(exact), front = key.slice(0, 3), back = key.slice(-3), typed = plain(word);
    const [heads, tails] = await Promise.all([this.files.words(`<${front}`), this.files.words(`>${back}`)]);
    const words = [...heads.map(([rest, n]) => [front + rest, n]), ...tails.map(([rest, n]) => [rest + back, n])];
    const isHead = new Set(words.slice(0, heads.length).map((w) => w[0]));
    const isTail = new Set(words.slice(heads.length).map((w) => w[0]));
    const order = [];
    for (let at = key.length - 4; at >= 3; at--) order.push(at);
    if (key.length >= 6) order.push(key.length - 3);
    for (const at of order) {
      const first = key.slice(0, at), second = key.slice(at);
      if (!isTail.has(second) || PARTICLES.includes(first)) continue;
      const form = [first, first.endsWith('s') ? first.slice(0, -1) : '', plain(stem(first))].find((f) => isHead.has(f));
      if (form) return this.allOf([form, second], 0.7);
    }
    const near = words.filter(([w]) => oneOff(key, w) || oneOff(typed, w));
    if (!near.length) return this.apart(key);
    const [best] = near.reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] <= a[0]) ? b : a));
    this.notices.push({ code: 'corrected', from: word, to: best + (word.startsWith(exact) ? word.slice(exact.length) : '') });
    this.keys.push(best);
    const variants = await this.files.variants(best);
    return variants.map((v) => this.way(0.5, v, count(variants)));
  }

  // Two words of the site written as one, too rare to be parts of its compounds.
  async apart(key) {
    for (let at = key.length - 3; at >= 3; at--) {
      const parts = [key.slice(0, at), key.slice(at)];
      if (PARTICLES.includes(parts[0]) || !(await this.files.variants(parts[0])).length) continue;
      const ways = await this.allOf(parts, 0.7);
      if (ways.length) return ways;
    }
    return [];
  }
}

// Sorts the tokens of a query into things looked for.
function wishes(typed, p, all, covered) {
  const found = [];
  const printed = (t) => typed.slice(p[t.from].at, p[t.to].end);
  const wholes = all.filter((t) => t.whole && t.code).sort((a, b) => (b.to - b.from) - (a.to - a.from) || a.from - b.from);
  for (const t of wholes) {
    if (covered.slice(t.from, t.to + 1).some(Boolean)) continue;
    covered.fill(true, t.from, t.to + 1);
    let parts = all.filter((x) => !x.whole && x.from >= t.from && x.to <= t.to).map((x) => plain(x.code ? x.text : stem(x.text)));
    if (!parts.some((part) => /\p{Alphabetic}/u.test(part)) || parts.length !== t.to - t.from + 1 || parts.length < 2 || isNumber(t.text)) parts = [];
    found.push({ at: t.from, text: t.text, code: true, parts, printed: printed(t) });
  }
  for (const t of all) {
    if (t.whole || covered[t.from]) continue;
    const joined = t.code ? undefined : all.find((x) => x.whole && !x.code && x.from <= t.from && x.to >= t.to);
    found.push({ at: t.from, text: t.text, code: t.code, joined: joined?.text, parts: [], printed: printed(t) });
  }
  const amount = found.some((w) => w.code && !/\p{Alphabetic}/u.test(w.text));
  const stops = (w) => !w.code && !w.joined && (STOP.has(w.text) || (amount && MONEY.includes(w.text)));
  return (found.every(stops) ? found : found.filter((w) => !stops(w))).sort((a, b) => a.at - b.at);
}

async function makePlan(files, typed) {
  const maker = new Maker(files);
  const quoted = typed.normalize('NFC').split(/["”“»«]/);
  for (let i = 1; i + 1 < quoted.length; i += 2) {
    const words = scan(quoted[i]).map((x) => plain(x.text));
    if (words.length) maker.phrases.push(words);
  }
  const bare = quoted.join(' '), p = scan(bare), all = tokens(p, true);
  const covered = Array(p.length).fill(false);
  if (all.some((t) => DIGIT.test(t.text))) for (const t of all) if (LABELS.includes(t.text)) covered[t.from] = true;
  await maker.numbers(p, covered);
  const list = wishes(bare, p, all, covered);
  const last = bare.trimEnd() === bare;
  for (const [i, wish] of list.entries()) {
    maker.slots.push(await (wish.code ? maker.code(wish) : maker.word(wish, last && i + 1 === list.length)));
  }
  return maker;
}

// ---- rank ----

const worth = (head, page) => { const x = HEAD[head] + PAGE[page]; return x / (x + 5); };
const wayRarity = (way) => way.terms.reduce((sum, term) => sum + term.rarity, 0) / way.terms.length;
const score = (value, weight, all) => { const share = all > 0 ? weight / all : 0; return value * share * Math.sqrt(share); };

function gives(way, give) {
  const factor = way.weight * wayRarity(way);
  if (way.terms.length === 1) {
    const { n, records, heads, bests } = way.terms[0].posts;
    for (let i = 0; i < n; i++) give(records[i], factor * worth(heads[i], bests[i]));
    return;
  }
  const held = new Map();
  way.terms.forEach(({ posts }, place) => {
    for (let i = 0; i < posts.n; i++) {
      const [found, least] = held.get(posts.records[i]) ?? [0, 1];
      if (found === place) held.set(posts.records[i], [place + 1, Math.min(least, worth(posts.heads[i], posts.bests[i]))]);
    }
  });
  for (const [record, [found, least]] of held) if (found === way.terms.length) give(record, factor * least);
}

function postOf(posts, record) {
  let low = 0, high = posts.n;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (posts.records[mid] < record) low = mid + 1; else high = mid;
  }
  return posts.records[low] === record ? { head: posts.heads[low], pages: pagesOf(posts, low) } : null;
}

function byPage(plan, weights, all, [whole, record]) {
  const held = plan.slots.map((ways) => ways.map((way) => [way.weight * wayRarity(way), way.terms.map((t) => postOf(t.posts, record))])
    .filter(([, posts]) => posts.every(Boolean)));
  const pages = new Set([0]);
  for (const ways of held) for (const [, posts] of ways) for (const post of posts) for (const [page] of post.pages) pages.add(page);
  const scored = [...pages].map((page) => {
    let value = 0, weight = 0;
    held.forEach((ways, slot) => {
      let most = 0;
      for (const [factor, posts] of ways) {
        let least = 1;
        for (const post of posts) least = Math.min(least, worth(post.head, post.pages.find(([n]) => n === page)?.[1] ?? 0));
        most = Math.max(most, factor * least);
      }
      if (most > 0) { value += most; weight += weights[slot]; }
    });
    return [score(value, weight, all), page];
  }).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  return { record, page: scored[0][1], pages: scored.map((s) => s[1]),
    score: scored[0][0] + whole * 0.1 + (plan.exact.includes(record) ? 1000 : 0) };
}

function rank(plan, records, allowed, limit) {
  const weights = plan.slots.map((ways) => ways.reduce((most, way) => Math.max(most, way.weight * wayRarity(way)), 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const sums = new Float64Array(records), shares = new Float64Array(records), values = new Float64Array(records);
  plan.slots.forEach((ways, slot) => {
    values.fill(0);
    for (const way of ways) gives(way, (record, value) => { if (value > values[record]) values[record] = value; });
    for (let i = 0; i < records; i++) if (values[i] > 0) { sums[i] += values[i]; shares[i] += weights[slot]; }
  });
  let most = 0;
  for (let i = 0; i < records; i++) {
    if (allowed && !allowed[i]) sums[i] = shares[i] = 0;
    if (shares[i] > most) most = shares[i];
  }
  // The best `limit` and the cases asked for; of equals the newest, which come last.
  let total = 0;
  const best = [], cases = [];
  for (let i = 0; i < records; i++) {
    if (!(sums[i] > 0 && shares[i] >= most * 0.2)) continue;
    total++;
    const one = [score(sums[i], shares[i], all), i];
    if (plan.exact.includes(i)) cases.push(one);
    else if (best.length < limit || one[0] >= best.at(-1)[0]) {
      best.splice(lastNot(best, (value) => value <= one[0]) + 1, 0, one);
      if (best.length > limit) best.pop();
    }
  }
  const ranked = [...cases, ...best].map((one) => byPage(plan, weights, all, one));
  return { total, ranked: ranked.sort((a, b) => b.score - a.score || b.record - a.record) };
}

// ---- snippets ----

const matches = (keys, key) => keys.findIndex((wanted) => (wanted[0] === '^' ? key.startsWith(wanted.slice(1)) :
  wanted === key || (wanted.length >= 4 && (key.endsWith(wanted) || key.startsWith(wanted)))));

function cut(keys, raw) {
  const text = raw.normalize('NFC').split(/\s+/).filter(Boolean).join(' ');
  const p = scan(text), marked = [];
  for (const t of tokens(p, false)) {
    const which = matches(keys, plain(t.code ? t.text : stem(t.text)));
    if (which >= 0) marked.push([t.from, t.to, which]);
  }
  marked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  let best = 0, first = 0;
  marked.forEach(([piece], place) => {
    const start = Math.max(0, piece - 6), inside = [];
    for (let k = place; k < marked.length && marked[k][1] < start + 32; k++) inside.push(marked[k][2]);
    const value = new Set(inside).size * 100 + Math.min(inside.length, 99);
    if (value > best) [best, first] = [value, start];
  });
  const last = Math.max(0, Math.min(first + 32, p.length) - 1);
  const from = first === 0 ? 0 : p[first].at;
  let to = text.indexOf(' ', p.length ? p[last].end : 0);
  if (to < 0) to = text.length;
  const ahead = from > 0 ? '… ' : '', marks = [];
  for (const [a, b] of marked) {
    if (a < first || b > last) continue;
    const start = p[a].at - from + ahead.length, end = p[b].end - from + ahead.length, before = marks.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end); else marks.push([start, end]);
  }
  return { snippet: ahead + text.slice(from, to) + (to < text.length ? ' …' : ''), marks };
}

function holds(text, phrase) {
  const words = scan(text.normalize('NFC')).map((x) => plain(x.text));
  return words.some((_, at) => phrase.every((word, k) => words[at + k] === word));
}

const hit = (plan, one, card) => ({
  url: card.page ? `${card.url}#sida-${card.page}` : card.url, title: card.title, kind: card.kind,
  diarienummer: card.number || null, organ: card.organ || null, date: card.date || null, page: card.page,
  ...cut(plan.keys, card.text), score: one.score,
});

class Engine {
  constructor(files) { this.files = files; }

  async search(typed, { limit = 10, organ, kind, from, to, outcome } = {}) {
    // Characters, as in Rust: no letter is cut in two.
    const plan = await makePlan(this.files, [...String(typed ?? '')].slice(0, 400).join(''));
    const filter = { organ, kind, from, to, outcome };
    const allowed = Object.values(filter).some(Boolean) ? await this.files.allowed(filter) : null;
    let { total, ranked } = rank(plan, this.files.records, allowed, Math.max(200, limit + 50));
    const hits = [], twins = new Set();
    const isTwin = (card) => card.twin !== '' && (twins.has(card.twin) || !twins.add(card.twin));
    const { phrases, notices } = plan;
    if (phrases.length) {
      total = 0;
      for (const one of ranked.slice(0, 60)) {
        for (const page of [...one.pages, 0]) {
          const card = await this.files.card(one.record, page);
          if (!card || !phrases.every((phrase) => holds(card.title, phrase) || holds(card.text, phrase))) continue;
          if (!isTwin(card)) {
            total++;
            if (hits.length < limit) hits.push(hit(plan, one, card));
          }
          break;
        }
      }
      return { total, hits, notices };
    }
    for (let next = 0; hits.length < limit && next < ranked.length;) {
      const batch = ranked.slice(next, next += limit - hits.length);
      const cards = await Promise.all(batch.map((one) => this.files.card(one.record, one.page)));
      cards.forEach((card, i) => {
        if (!card) return;
        if (isTwin(card)) total--; else hits.push(hit(plan, batch[i], card));
      });
    }
    return { total, hits, notices };
  }
}

// Opens the index of the site at `baseUrl`; `fetch` may be the caller's own.
export async function open(baseUrl, { fetch: fetcher } = {}) {
  const base = new URL(baseUrl, globalThis.location?.href);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new Engine(await new Files(base, fetcher ?? ((url) => globalThis.fetch(url))).open());
}
