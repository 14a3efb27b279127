// The numbers of a page's sentences: the order of its `en.json`, which is the order of
// the variants of its `Text`.

/** Whether a key is a sentence, written like a variant of `Text`; the others are a document's texts. */
export function isSentence(key) {
  return /^[A-Z]/.test(key);
}

/** Every sentence's number by its name. */
export function numbersOf(english) {
  return Object.fromEntries(Object.keys(english).filter(isSentence).map((name, number) => [name, number]));
}
