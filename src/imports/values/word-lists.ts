/**
 * Any of these words or phrases, parted by commas, anywhere in a folded text; each may be a pattern, and one that
 * ends in `*` may go on. "bee-?bots?, robot*" is in "six bee-bots" and in "robotics".
 */
export function anyOf(list: string): RegExp {
  const phrases = list.split(',').map((phrase) => phrase.replace(/\s+/g, ' ').trim())
  const pattern = (phrase: string) => (phrase.endsWith('*') ? `\\b${phrase.slice(0, -1)}` : `\\b(?:${phrase})\\b`)
  return new RegExp(phrases.map(pattern).join('|'))
}

/** A text that begins with one of these words; or is one, where it ends in `.`. */
export function beginningWith(list: string): RegExp {
  return new RegExp(`^(?:${list.trim().split(/\s+/).map((word) => word.replace(/\.$/, '$')).join('|')})`)
}
