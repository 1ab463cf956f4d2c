/**
 * Searches a compiled index exactly as hubgen/search/query.py does, from the same files; knows no page.
 *
 * Imports nothing: the build joins it with the language's stemmer and analysis.js to one module, search/index.js.
 */

const FORMAT = 2;
const MOST_WORDS = 24;
const ENOUGH = 2;
const HITS_PER_PAGE = 2;
const [WHOLE, NEAR, FAR, BEGUN] = [4, 3, 2, 2];
const RARE = 2;
const SPAN = 2 ** 24; // more than there are records: a score and a record are one number, which sorts fast
const FREQUENT = 8;
const decoder = new TextDecoder();

/**
 * The searcher of an index: `address` is that of its index.js, `index` that module, whose default export is the stemmer.
 * `search(query, { limit, group })` gives { hits, words, groups } as query.py's Answer, and `wanted`, the terms looked
 * for; `terms(text)` those of a text; `prepare()` fetches what every query needs. All reject when a file is missing
 * or damaged; then another searcher is needed, with "reload" as `cache`, to get past what the browser has kept.
 */
export function openSearcher(address, { meta, default: stem }, cache) {
  if (meta.format !== FORMAT) throw new Error(`${address} is of another version`);
  const stopWords = new Set(meta.stop_words);
  const common = new Set(meta.common);
  const bounds = meta.terms.split(" ");
  const opened = new Map();

  const once = (key, open) => opened.get(key) ?? opened.set(key, open()).get(key);
  const file = (name) => fetched(new URL(`${meta.version}/${name}.txt`, address), cache);
  const whole = () => once("all", () => file("all"));
  const part = (name, unpack) =>
    once(name, async () => unpack(meta.bundle ? (await whole()).subarray(...meta.bundle[name]) : await file(name)));
  const shard = (number) => part(`terms-${number}`, unpackedPostings);
  const card = async (record) =>
    (await part(`cards-${Math.floor(record / meta.per_file)}`, unpackedCards))[record % meta.per_file];
  const lexicon = async (letter) =>
    meta.letters.includes(letter) ? part(`words-${letter.codePointAt().toString(16)}`, unpackedWords) : new Map();

  const shardOf = (term) => bounds.findLastIndex((bound) => bound <= term);
  const toTerm = (word) => termOf(word, stem);

  /** The words that are looked up, in the order in which they were typed. */
  const asked = (query) => {
    const words = wordsOf(query, meta.lang);
    const seen = new Set();
    const kept = [];
    words.forEach((word, place) => {
      const term = toTerm(word);
      if (stopWords.has(word) || seen.has(term) || kept.length === MOST_WORDS) return;
      seen.add(term);
      const begun = place === words.length - 1 && !query.endsWith(" ");
      const pairs = [place && words[place - 1] + word, place + 1 < words.length && word + words[place + 1]];
      kept.push({ word, term, begun, joined: pairs.filter(Boolean).map(toTerm) });
    });
    const telling = kept.filter(({ term }) => !common.has(term));
    return telling.length < ENOUGH ? kept : telling;
  };

  /** What to look for in place of a word: lists of { term, weight, postings }, and the site's words used `instead`. */
  const lookup = async ({ word, term, begun, joined }) => {
    const found = new Map();
    const add = async (term, weight) => {
      const postings = !found.has(term) && (await shard(shardOf(term))).get(term);
      if (postings) found.set(term, { term, weight, postings });
      return Boolean(postings);
    };
    const exact = await add(term, WHOLE);
    const instead = [];
    let parts = [];
    if (!exact) for (const each of joined) await add(each, WHOLE);
    if (!found.size || (exact && found.get(term).postings.size <= RARE)) {
      let near = await nearWords(word, lexicon, toTerm);
      if (exact) {
        near = near.filter(({ distance, count }) => distance === 1 && count >= FREQUENT * found.get(term).postings.size);
      } else if (near[0]?.distance !== 1) {
        parts = await partsOf(word, lexicon);
      }
      for (const { text, distance } of parts.length ? [] : near.slice(0, 4)) {
        if ((await add(toTerm(text), distance === 1 ? NEAR : FAR)) && !exact) instead.push(text);
      }
    }
    if (parts.length) {
      const each = await Promise.all(parts.map((text) => lookup({ word: text, term: toTerm(text), joined: [] })));
      return { word, instead: parts, slots: each.flatMap(({ slots }) => slots) };
    }
    if (begun) for (const each of await completions(plain(word))) await add(each, BEGUN);
    return { word, instead, slots: found.size ? [[...found.values()]] : [] };
  };

  /** The six terms that most records have of those that begin so. */
  const completions = async (prefix) => {
    if ([...prefix].length < 3) return [];
    const first = shardOf(prefix);
    const last = Math.min(first + 1, shardOf(`${prefix}\uffff`));
    const terms = (await Promise.all([first, last].map(shard))).flatMap((each) => [...each]);
    return [...new Map(terms.filter(([term]) => term.startsWith(prefix)))]
      .sort(([a, listA], [b, listB]) => listB.size - listA.size || (a < b ? -1 : 1))
      .slice(0, 6)
      .map(([term]) => term);
  };

  /** Shows the best of ranked records, at most two of a page. */
  const hitsOf = async (ranked, limit) => {
    const hits = [];
    const ofPage = new Map();
    for (let next = 0; hits.length < limit && next < ranked.length; next += limit) {
      const batch = [...ranked.subarray(next, next + limit)].map(async (key) => {
        const score = Math.ceil(key / SPAN);
        const record = score * SPAN - key;
        return { ...(await card(record)), record, score };
      });
      for (const { page, anchor, ...hit } of await Promise.all(batch)) {
        const count = (ofPage.get(page) ?? 0) + 1;
        ofPage.set(page, count);
        if (count <= HITS_PER_PAGE && hits.length < limit) hits.push({ url: page + anchor, ...hit });
      }
    }
    return hits;
  };

  return {
    terms: (text) => wordsOf(text, meta.lang).map(toTerm),
    prepare: () => meta.bundle && whole(),
    async search(query, { limit = 10, group } = {}) {
      const words = await Promise.all(asked(query).map(lookup));
      const slots = words.flatMap(({ slots }) => slots);
      const { sums, matched, found } = pointsOf(slots, meta.records);
      const groups = meta.groups.map(([name]) => ({ name, count: 0 }));
      const groupOf = (record) => groups[meta.groups.findIndex(([, size]) => (record -= size) < 0)];
      const keys = [];
      for (const record of found) {
        const of = groupOf(record);
        of.count++;
        const score = Math.floor((sums[record] * (matched[record] + 2 * slots.length)) / (3 * slots.length));
        if (group === undefined || of.name === group) keys.push(score * SPAN - record);
      }
      const hits = await hitsOf(Float64Array.from(keys).sort().reverse(), limit);
      return {
        hits: hits.map((hit) => ({ ...hit, group: groupOf(hit.record).name, matched: matched[hit.record] })),
        words: words.map(({ word, instead, slots }) => ({ word, found: slots.length > 0, instead })),
        groups: groups.filter(({ count }) => count),
        wanted: new Set(slots.flat().map(({ term }) => term)),
      };
    },
  };
}

/** What the best form of each word adds up to in every record, how many of the words it has, and those with any. */
function pointsOf(slots, records) {
  const [sums, matched, best] = [Uint32Array, Uint8Array, Uint32Array].map((Numbers) => new Numbers(records));
  const found = [];
  for (const slot of slots) {
    const touched = [];
    for (const { weight, postings } of slot) {
      postings.read((record, impact) => {
        const points = (impact * weight + 3) >> 2;
        if (!best[record]) touched.push(record);
        if (points > best[record]) best[record] = points;
      });
    }
    for (const record of touched) {
      if (!matched[record]++) found.push(record);
      sums[record] += best[record];
      best[record] = 0;
    }
  }
  return { sums, matched, found };
}

/** The site's words that a word may be a mistyping of, the likeliest first. */
async function nearWords(word, lexicon, toTerm) {
  const letters = [...word];
  const most = letters.length >= 8 ? 2 : 1;
  if (letters.length < 4 || !/^[\p{L}\p{M}]+$/u.test(word)) return [];
  const found = [];
  for (const letter of new Set(letters.slice(0, 2))) {
    for (const [text, count] of await lexicon(letter)) {
      const distance = Math.min(distanceOf(word, text), distanceOf(toTerm(word), toTerm(text)));
      if (distance > 0 && distance <= most) found.push({ text, count, distance, elsewhere: text.startsWith(letters[0]) ? 0 : 1 });
    }
  }
  return found.sort(
    (a, b) =>
      a.distance - b.distance || a.elsewhere - b.elsewhere || b.count - a.count || (a.text < b.text ? -1 : 1),
  );
}

/** The two words of the site that a word is made of, as giftcard is; of several ways the commonest. */
async function partsOf(word, lexicon) {
  const letters = [...word];
  let best = 0;
  let parts = [];
  for (let end = 3; end <= letters.length - 3; end++) {
    const [left, right] = [letters.slice(0, end).join(""), letters.slice(end).join("")];
    const count = (await lexicon(letters[0])).get(left) ?? 0;
    const least = count > best ? Math.min(count, (await lexicon(letters[end])).get(right) ?? 0) : 0;
    if (least > best) [best, parts] = [least, [left, right]];
  }
  return parts;
}

/** How many letters have to be changed, added, left out or swapped with the next. */
function distanceOf(word, text) {
  const [a, b] = [[...word], [...text]];
  const rows = [b.map((_, place) => place).concat(b.length)];
  for (let i = 1; i <= a.length; i++) {
    const [above, row] = [rows[i - 1], (rows[i] = [i])];
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] : above[j];
      row[j] = Math.min(above[j - 1] + (a[i - 1] !== b[j - 1]), above[j] + 1, row[j - 1] + 1, swapped + 1);
    }
  }
  return rows[a.length][b.length];
}

async function fetched(address, cache) {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Reads a part from behind its seal; throws where the seal is not that of the rest. */
function unsealed(bytes) {
  let [low, high, place] = [1, 0, 4];
  for (const byte of bytes.subarray(place)) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  const seal = bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (seal !== high * 65536 + low) throw new Error("a file is damaged");
  const letters = new Uint8Array(bytes.length);
  const number = () => {
    let [value, factor, byte] = [0, 1, 128];
    while (byte > 127) {
      byte = bytes[place++];
      value += (byte & 127) * factor;
      factor *= 128;
    }
    return value;
  };
  return {
    number,
    more: () => place < bytes.length,
    rest: () => bytes.subarray(place),
    word: () => {
      const [kept, length] = [number(), number()];
      letters.set(bytes.subarray(place, (place += length)), kept);
      return decoder.decode(letters.subarray(0, kept + length));
    },
  };
}

/** The terms of a file: how many records each has, and what reads them; most are never looked at. */
function unpackedPostings(bytes) {
  const { number, word, rest } = unsealed(bytes);
  const terms = [];
  for (let term = word(); term; term = word()) terms.push([term, number(), number(), number(), number()]);
  let end = 0;
  return new Map(
    terms.map(([term, size, least, orders, length]) => {
      const coded = rest().subarray(end, (end += length));
      return [term, { size, read: (take) => readImpacts(coded, size, least, orders, take) }];
    }),
  );
}

/** Takes each record with its impact, from numbers in the Exponential-Golomb codes of two orders. */
function readImpacts(coded, size, least, orders, take) {
  let next = 0;
  const peek = () => {
    const at = next >> 3;
    const four = (coded[at] << 24) | (coded[at + 1] << 16) | (coded[at + 2] << 8) | coded[at + 3];
    return (four << (next & 7)) | (coded[at + 4] >> (8 - (next & 7)));
  };
  const number = (order) => {
    const zeros = Math.clz32(peek());
    next += zeros;
    const value = peek() >>> (31 - zeros - order);
    next += zeros + order + 1;
    return value - 2 ** order;
  };
  let record = -1;
  const records = new Uint32Array(size);
  for (let place = 0; place < size; place++) records[place] = record += number(orders >> 4) + 1;
  for (record of records) take(record, least + number(orders & 15));
}

function unpackedWords(bytes) {
  const { number, word, more } = unsealed(bytes);
  const found = new Map();
  while (more()) found.set(word(), number());
  return found;
}

function unpackedCards(bytes) {
  const pages = JSON.parse(decoder.decode(unsealed(bytes).rest()));
  const usual = (section) => `#${section.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;
  return pages.flatMap(([page, title, kind, records]) =>
    records.map(([anchor, section, excerpt]) => ({
      page,
      title,
      kind,
      anchor: anchor === 0 ? usual(section) : anchor,
      section,
      excerpt,
    })),
  );
}
