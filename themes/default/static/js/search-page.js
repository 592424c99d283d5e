// The search page: results as one types. Hooks (see templates/search.html):
//   form[data-search] with data-search-module and data-search-base; [data-search-field]; [data-search-filters] holding
//   [data-search-filter] (named organ, year, kind, outcome); [data-search-results] around [data-search-status], a live region,
//   [data-search-hits], a list; [data-search-none]; [data-search-plain], what stands there without a query;
//   [data-search-words] with the words to say.
// Each hit is li > p.eyebrow (kind, number), a (title), p.hit-where (body, day, page), p.hit-text with mark elements:
// made node by node, so that no text of a document is ever read as HTML.

const PAGE = 10;
const PAUSE = 150; // milliseconds after the last key before a search,
const QUIET = 700; // and before the number of hits is said aloud

const find = (name) => document.querySelector(`[data-search-${name}]`);
const form = document.querySelector('form[data-search]');

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== ''));
  return node;
}

function marked(text, marks) {
  const nodes = [];
  let at = 0;
  for (const [from, to] of marks) {
    nodes.push(text.slice(at, from), make('mark', '', text.slice(from, to)));
    at = to;
  }
  return [...nodes, text.slice(at)];
}

function start() {
  const field = find('field'), filters = find('filters'), status = find('status'), list = find('hits');
  const none = find('none'), ordinary = find('plain'), words = find('words');
  const base = new URL(form.dataset.searchBase ?? '/', location.href);
  const say = (key, values = {}) => (words?.getAttribute(`data-${key}`) ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  let engine, limit = PAGE, turn = 0, timer, saying;

  const load = () => (engine ??= import(new URL(form.dataset.searchModule, location.href).href)
    .then((module) => module.open(base.href)).catch((error) => { engine = undefined; throw error; }));

  const results = find('results');
  const inputs = [field, ...form.querySelectorAll('[data-search-filter]')];
  const state = () => new URLSearchParams(inputs.filter((i) => i.value.trim()).map((i) => [i.name, i.value.trim()]));
  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const input of inputs) input.value = query.get(input.name) ?? '';
  };

  // What is heard waits until the typing has paused; what is seen does not.
  const announce = (text) => {
    clearTimeout(saying);
    saying = setTimeout(() => { if (status.textContent !== text) status.textContent = text; }, QUIET);
  };

  const item = (hit) => {
    const link = make('a', '', hit.title);
    link.href = new URL(hit.url.replace(/^\//, ''), base).href;
    const number = hit.diarienummer && make('span', 'number-tag', hit.diarienummer);
    const day = hit.date && make('time', '', hit.date);
    if (day) day.dateTime = hit.date;
    const where = [hit.organ, day, hit.page && say('page', { page: hit.page })].filter(Boolean);
    const parts = where.flatMap((part, n) => (n ? [' · ', part] : [part]));
    return make('li', 'hit', make('p', 'eyebrow', say(`kind-${hit.kind}`) || hit.kind, ' ', number || ''), link,
      make('p', 'hit-where', ...parts), make('p', 'hit-text', ...marked(hit.snippet, hit.marks)));
  };

  const show = ({ total, hits, notices }) => {
    const said = notices.map((notice) => (notice.code === 'corrected' ?
      say('corrected', { query: notice.from, corrected: notice.to }) : say('unknown-number', { number: notice.number })));
    const items = hits.map(item);
    if (hits.length === limit && total > limit) {
      const more = make('button', '', say('more'));
      more.type = 'button';
      more.addEventListener('click', async () => {
        const shown = list.querySelectorAll('.hit').length;
        limit += PAGE;
        await search();
        list.querySelectorAll('.hit a')[shown]?.focus();
      });
      items.push(make('li', 'hits-more', more));
    }
    list.replaceChildren(...said.map((text) => make('li', 'hits-notice', text)), ...items);
    none.hidden = total > 0;
    announce([...said, total === 0 ? say('none') : total === 1 ? say('one') : say('hits', { total })].join(' '));
  };

  async function search() {
    const mine = ++turn, query = Object.fromEntries(state());
    const typed = query.q ?? '';
    ordinary.hidden = typed.length >= 2;
    results.toggleAttribute('data-open', typed.length >= 2);
    if (typed.length < 2) {
      list.replaceChildren();
      none.hidden = true;
      return announce('');
    }
    list.setAttribute('aria-busy', 'true');
    try {
      // A space at the end says that the last word is whole.
      const answer = await (await load()).search(field.value.trimStart(),
        { ...query, from: query.year, to: query.year, limit });
      if (mine === turn) show(answer);
    } catch {
      if (mine !== turn) return;
      ordinary.hidden = false;
      announce(say('failed'));
    }
    list.removeAttribute('aria-busy');
  }

  const go = (how) => {
    clearTimeout(timer);
    limit = PAGE;
    const query = state().toString(), address = location.pathname + (query ? `?${query}` : '');
    if (address !== location.pathname + location.search) history[how](null, '', address);
    return search();
  };

  field.addEventListener('focus', () => { load().catch(() => {}); }, { once: true });
  field.addEventListener('input', () => { clearTimeout(saying); clearTimeout(timer); timer = setTimeout(() => go('replaceState'), PAUSE); });
  filters?.addEventListener('change', () => go('pushState'));
  form.addEventListener('submit', (event) => { event.preventDefault(); go('pushState'); });
  addEventListener('popstate', () => { restore(); limit = PAGE; search(); });

  // Arrow keys go from the field through the hits and back.
  const links = () => [field, ...list.querySelectorAll('.hit a')];
  for (const node of [field, list]) {
    node.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = links().indexOf(document.activeElement);
      const next = step && at >= 0 && links()[at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  restore();
  search();
}

if (form) start();
