/** Words as search sees them: the same for queries as hubgen/search/analysis.py makes them of pages. */

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const ACCENTS = /[\u0300-\u036f]+/g;
const TURKIC = ["az", "tr"];

/**
 * The analyzer of a language: `lang` and `stop_words` as the index gives them, `stem` from word to stem.
 * Its `terms` gives the terms of a text, with repetitions.
 */
export function analyzer({ lang, stop_words }, stem) {
  const stopWords = new Set(stop_words);
  const term = (word) => withoutAccents(/[\ud800-\udfff]/.test(word) ? word : stem(word));
  return {
    terms: (text) => words(text, lang).filter((word) => !stopWords.has(word)).map(term),
  };
}

/** The words of a text, in lower case: runs of letters, the marks on them, and digits. */
export function words(text, lang) {
  text = text.normalize("NFKC");
  if (TURKIC.includes(lang)) text = text.replace(/İ/g, "i").replace(/I/g, "ı");
  text = text.toLowerCase().replace(/ς/g, "σ");
  if (lang === "en") text = text.replace(/['’]/g, "");
  return text.match(WORD) ?? [];
}

function withoutAccents(word) {
  return word.normalize("NFD").replace(ACCENTS, "").normalize("NFC");
}
