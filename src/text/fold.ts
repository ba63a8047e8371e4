const STROKES: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd' }

/** Text as it is searched and sorted: lower case, no accents, single spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[łøđßæœıþð]/g, (letter) => STROKES[letter] ?? letter)
    .replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').trim()
}

/** `%` and `_` in what people type are letters, not wildcards. Use with `escape '\'`. */
export function likePattern(text: string): string {
  return `%${fold(text).replace(/[\\%_]/g, '\\$&')}%`
}

/** "Mair Ŵyn Ellis" sorts by surname: "ellis mair wyn". */
export function sortName(name: string): string {
  const words = fold(name).split(' ')
  return [words.at(-1), ...words.slice(0, -1)].join(' ')
}
