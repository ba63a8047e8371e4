/** What has no accent to leave out, as the nearest that every font has. */
const NEAREST: Record<string, string> = {
  ŋ: 'n', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ɛ: 'e', ə: 'e', ǝ: 'e', ɔ: 'o', ħ: 'h', ŧ: 't', ı: 'i',
  'ʼ': '’', 'ʻ': '‘', 'ʹ': '’', '′': '’', '‐': '-', '‑': '-', '‒': '–', '―': '–',
}

/**
 * A text in letters that a font has, since a label with an empty box in a name is thrown away: without the accent
 * that the font lacks ("Nguyễn" is set as "Nguyên"), a letter of another script as a question mark, and no pictures.
 */
export function nearestLetters(text: string, has: (letter: string) => boolean): string {
  return [...text].map((letter) => (has(letter) ? letter : nearestTo(letter, has))).join('')
}

function nearestTo(letter: string, has: (letter: string) => boolean): string {
  const [base, ...marks] = [...letter.normalize('NFD')]
  const simpler = [...marks.map((mark) => `${base}${mark}`.normalize('NFC')), base!, plainOf(letter)]
  return simpler.find((each) => [...each].length === 1 && has(each)) ?? (/[\p{L}\p{N}]/u.test(letter) ? '?' : '')
}

function plainOf(letter: string): string {
  const small = letter.toLowerCase()
  const plain = NEAREST[small] ?? ''
  return letter === small ? plain : plain.toUpperCase()
}
