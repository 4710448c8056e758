/** Small operations on running text, for both languages. */

const STOP_WORDS = new Set(
  (
    "a an and are as at be but by can could do does for from give had has have how i if in into is it its just me my not of on or our please " +
    "should so some tell than that the their them then there these they this to us was we were what when where which who why will with would write you your about " +
    "а без более бы был была были было быть в вам вас весь во вот все всё вы где да для до его ее её если есть ещё еще же за и из или им их к как " +
    "какие какой кто ли мне мной мы на над нам нас не него нет ни но о об он она они оно от очень по под пожалуйста при про с со так такой там те то только ты у уже " +
    "почему сколько слов слова слово хочу чем что чтобы эта эти это этот этом я напиши расскажи сделай скажи дай мой моя мои свой своя"
  ).split(" "),
);

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|\n+/u)
    .map((sentence) => sentence.replace(/^\s*(?:[-*•>#]+|\d+[.)])\s*/u, "").trim())
    .filter((sentence) => wordsOf(sentence).length > 0);
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word.toLowerCase());
}

/** What the forms of a word have in common, roughly: "prices" and "price", "книгу" and "книга" fall together. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length > 5) return lower.slice(0, Math.max(4, lower.length - 2));
  if (lower.length === 5) return lower.slice(0, 4);
  return lower.length === 4 && /\p{Script=Cyrillic}/u.test(lower) ? lower.slice(0, 3) : lower;
}

/** The words that a text is about, most frequent first, then by place. */
export function termsOf(text: string, limit: number): string[] {
  return [...countTerms(text).values()]
    .sort((a, b) => b.count - a.count || a.place - b.place)
    .slice(0, limit)
    .map((entry) => entry.word);
}

/** The sentences that say most about what the text keeps coming back to, in their own order. */
export function keySentences(text: string, limit: number): string[] {
  const terms = countTerms(text);
  const scored = sentencesOf(text).map((sentence, place) => {
    const words = wordsOf(sentence);
    const stems = new Set(words.map(stemOf));
    const sum = [...stems].reduce(
      (total, stem) => total + ((terms.get(stem)?.count ?? 0) > 1 ? 3 : terms.has(stem) ? 1 : 0),
      0,
    );
    // The first sentence usually says what a text is about; very long ones must not win by length alone.
    return { sentence, place, score: sum / Math.sqrt(words.length + 4) + (place === 0 ? 0.5 : 0) };
  });
  return scored
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, limit)
    .sort((a, b) => a.place - b.place)
    .map((entry) => entry.sentence);
}

function countTerms(text: string): Map<string, { word: string; count: number; place: number }> {
  const terms = new Map<string, { word: string; count: number; place: number }>();
  wordsOf(text).forEach((word, place) => {
    if (word.length < 3 || isStopWord(word) || /^\d+$/.test(word)) return;
    const key = stemOf(word);
    const entry = terms.get(key);
    if (entry) entry.count += 1;
    else terms.set(key, { word, count: 1, place });
  });
  return terms;
}

/** Cuts after a whole word and marks the cut. */
export function clip(text: string, maxChars: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= maxChars) return flat;
  const cut = flat.slice(0, maxChars);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), maxChars - 20)).replace(/[\s,;:.-]+$/u, "")}…`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Russian forms for 1, 2 and 5; English takes the first for one and the last otherwise. */
export function plural(language: "en" | "ru", count: number, one: string, few: string, many: string): string {
  const rule = new Intl.PluralRules(language).select(count);
  const form = rule === "one" ? one : rule === "few" ? few : many;
  return `${count} ${form}`;
}

/** A number from a text, the same for the same text. */
export function seedOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  return hash >>> 0;
}
