/** Words as search sees them: the same for queries as hubgen/search/analysis.py makes them of pages. */

const WORD = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*";
const RUN = new RegExp(`${WORD}(?:[-\u2010._&]${WORD})*(?:[+#]+(?![\\p{L}\\p{N}]))?`, "gu");
const LONGEST_COMPOUND = 40;

/** The words of a text in a language, in lower case; what is written together, as wi-fi or C++, is a word, too. */
export function wordsOf(text, lang) {
  text = text.normalize("NFKC");
  if (lang === "tr" || lang === "az") text = text.replace(/İ/g, "i").replace(/I/g, "ı");
  text = text.toLowerCase().replace(/ς/g, "σ");
  if (lang === "en") text = text.replace(/['’]/g, "");
  return (text.match(RUN) ?? []).flatMap(ofRun);
}

/** What is indexed and looked up for a word: its stem without accents. */
export function termOf(word, stem) {
  // Beyond U+FFFF a letter counts as two, which moves the places where Snowball may cut.
  return plain(/[\ud800-\udfff]/.test(word) ? word : stem(word));
}

/** A word without accents. */
export function plain(word) {
  return word.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC");
}

function ofRun(run) {
  const bare = run.replace(/[+#]+$/, "");
  const words = bare.split(/[-\u2010._&]/);
  const joined = words.join("");
  if (words.length > 1 && [...joined].length <= LONGEST_COMPOUND) words.push(joined);
  if (bare !== run) words.push(words.at(-1) + run.slice(bare.length));
  return words;
}
