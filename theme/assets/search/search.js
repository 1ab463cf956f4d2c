/**
 * Makes the search page answer: fills its element [data-hubgen-results] and drives every form[data-hubgen-search].
 *
 * The element says where things are: data-index (the address of index.json) and data-site (that of the site's root),
 * both relative to the page. It says what is shown in data-text-loading, -none, -failed and -other and, where the
 * language counts otherwise, -one, -few and so on; "{query}" and "{count}" stand for themselves. It holds
 * [data-hubgen-status] (role="status"), [data-hubgen-list], [data-hubgen-message] and the templates
 * [data-hubgen-hit], [data-hubgen-none] and [data-hubgen-failed]. A hit has an a[data-part=link], and of
 * [data-part=title], section, excerpt and group those that it wants to show.
 */

import { openSearcher } from "./searcher.js";

const PAUSE = 150; // milliseconds without a key before the results follow
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu;

const results = document.querySelector("[data-hubgen-results]");
if (results) start(results);

function start(view) {
  const inputs = [...document.querySelectorAll("form[data-hubgen-search] input[name=q]")];
  const show = presenter(view);
  let timer;

  const ask = (query) => {
    clearTimeout(timer);
    for (const input of inputs) if (input.value !== query) input.value = query;
    show(query.trim());
    remember(query.trim());
  };
  for (const input of inputs) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE, input.value);
    });
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(input.value);
    });
  }

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) ask(asked);
}

/** Keeps the query in the address, so that the page can be linked to and come back to. */
function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Shows the answers to a query; the index is fetched with the first one, and again after a failure. */
function presenter(view) {
  const part = (name) => view.querySelector(`[data-hubgen-${name}]`);
  const [status, list, message] = ["status", "list", "message"].map(part);
  const [hit, none, failed] = ["hit", "none", "failed"].map(part);
  const site = new URL(view.dataset.site, location.href);
  let searcher;
  let latest;

  const fill = (text, rows, note) => {
    status.textContent = text;
    list.replaceChildren(...rows);
    message.replaceChildren(...(note ? [note.content.cloneNode(true)] : []));
  };
  const answer = (query, { search, terms }) => {
    const hits = search(query);
    const wanted = new Set(terms(query));
    const rows = hits.map((found) => row(hit, found, site, (word) => terms(word).some((term) => wanted.has(term))));
    fill(counted(view, query, hits.length), rows, hits.length ? null : none);
  };

  return async (query) => {
    latest = query;
    if (!query) return fill("", [], null);
    try {
      if (!searcher) {
        fill(saying(view, "loading", query), [], null);
        searcher = openSearcher(new URL(view.dataset.index, location.href));
      }
      const ready = await searcher;
      if (query === latest) answer(query, ready);
    } catch (error) {
      searcher = undefined;
      console.error("hubgen search:", error);
      if (query === latest) fill(saying(view, "failed", query), [], failed);
    }
  };
}

function counted(view, query, count) {
  if (!count) return saying(view, "none", query);
  const form = new Intl.PluralRules(document.documentElement.lang || "en").select(count);
  return saying(view, form, query, count) || saying(view, "other", query, count);
}

function saying(view, name, query, count = 0) {
  const text = view.getAttribute(`data-text-${name}`) ?? "";
  return text.replace(/\{(query|count)\}/g, (_, key) => (key === "query" ? query : String(count)));
}

function row(template, found, site, isWanted) {
  const copy = template.content.cloneNode(true);
  copy.querySelector("a[data-part=link]").href = new URL(found.url, site).href;
  for (const name of ["title", "section", "excerpt", "group"]) {
    const element = copy.querySelector(`[data-part=${name}]`);
    if (element && found[name]) element.append(...marked(found[name], isWanted));
    else element?.remove();
  }
  return copy;
}

/** A text as nodes, in which each wanted word is a <mark>; text from pages and queries never becomes markup. */
function marked(text, isWanted) {
  const nodes = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isWanted(word)) continue;
    const mark = document.createElement("mark");
    mark.textContent = word;
    nodes.push(text.slice(end, index), mark);
    end = index + word.length;
  }
  return [...nodes, text.slice(end)];
}
