/** Searches a compiled index exactly as hubgen/search/query.py does, from the same files; knows no page. */

import { analyzer } from "./analysis.js";

const FORMAT = 1;
const HITS_PER_PAGE = 3;

/**
 * The searcher of the index at an address, that of its `index.json`; rejects when a file is missing or damaged.
 * It has `search(query, limit)`, which gives a list of { url, title, section, excerpt, score, kind, group },
 * and `terms(text)`, which gives what a text and a query have in common where they match.
 */
export async function openSearcher(address) {
  // The one file whose name stays when its content changes: always ask the server whether it did.
  const pointer = await fetched(address, { cache: "no-cache" });
  const [bundle, stemmer] = await Promise.all([
    fetched(new URL(pointer.bundle, address)),
    pointer.stemmer && import(new URL(pointer.stemmer, address)),
  ]);
  const { terms } = analyzer(bundle, stemmer ? stemmer.default : (word) => word);
  const postings = new Map(bundle.terms.map((term, place) => [term, bundle.postings[place]]));
  return { terms, search: (query, limit = 10) => search(bundle.cards, postings, terms(query), limit) };
}

async function fetched(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address} is missing: status ${response.status}`);
  const value = await response.json();
  if (value.format !== FORMAT) throw new Error(`${address} was made by another version of hubgen`);
  return value;
}

function search(cards, postings, terms, limit) {
  const scores = new Map();
  for (const term of new Set(terms)) {
    const flat = postings.get(term) ?? [];
    for (let place = 0, record = 0; place < flat.length; place += 2) {
      record += flat[place];
      scores.set(record, (scores.get(record) ?? 0) + flat[place + 1]);
    }
  }
  const ranked = [...scores].sort(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || a - b);
  return collapsed(cards, ranked, limit).map(([record, score]) => {
    const [title, section, url, excerpt, kind, group] = cards[record];
    return { url, title, section, excerpt, score, kind, group };
  });
}

function collapsed(cards, ranked, limit) {
  const kept = [];
  const ofPage = new Map();
  for (const hit of ranked) {
    if (kept.length >= limit) break;
    const page = cards[hit[0]][2].split("#")[0];
    const count = (ofPage.get(page) ?? 0) + 1;
    ofPage.set(page, count);
    if (count <= HITS_PER_PAGE) kept.push(hit);
  }
  return kept;
}
