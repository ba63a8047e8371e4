const TITLES = 'mr|mrs|miss|ms|mx|dr|revd?|reverend|prof|professor|sir|dame|lady|fr|father|sr|sister'
const TITLE = new RegExp(`^(?:${TITLES})\\b\\.?\\s*`, 'i')
/** "FARROW, Joanna (Mrs)" */
const TITLE_BEHIND = new RegExp(`\\((?:${TITLES})\\.?\\)`, 'i')

export type NameParts = { name: string, first: string, last: string, preferred: string, preferred_last: string }

/** A person's name as colleagues say it: "FARROW, Mr Joao" with the preferred name "Jo" is "Jo Farrow". */
export function readName(parts: NameParts): string {
  const name = known(parts)
  const title = TITLE.exec(parts.name.trim())?.[0].trim()
  return title && name !== '' && !name.includes(' ') ? `${title} ${name}` : name
}

function known({ name, first, last, preferred, preferred_last }: NameParts): string {
  const [forenames, listed] = first || last ? [tidy(first), usual(tidy(last))] : split(tidy(name))
  const surname = usual(tidy(preferred_last)) || listed
  const said = tidy(preferred)
  if (said.includes(',')) return join(split(said))
  if (said.includes(' ') && (surname === '' || endsWith(said, surname))) return said
  return join([said || forenames, surname])
}

/** A letter that the list's encoding could not hold came out as a question mark. */
export function hasLostLetter(name: string): boolean {
  return /\p{L}[?\uFFFD]|[?\uFFFD]\p{L}/u.test(name)
}

function split(name: string): [string, string] {
  const [surname = '', forenames = ''] = name.split(',').map((part) => tidy(part))
  if (name.includes(',')) return [forenames, usual(surname)]
  const words = name.split(' ')
  return [words.slice(0, -1).join(' '), words.at(-1) ?? '']
}

function endsWith(name: string, surname: string): boolean {
  return name.toLowerCase().endsWith(surname.toLowerCase())
}

function join([forenames, surname]: [string, string]): string {
  return `${forenames} ${surname}`.trim()
}

/** Without a title, in single spaces, and with SURNAMES in the usual letters. */
function tidy(text: string): string {
  const bare = text.replace(TITLE_BEHIND, ' ').replace(/\s+/g, ' ').trim()
  const plain = bare.replace(TITLE, '').replace(/[\s,]+$/, '')
  if (plain === plain.toLowerCase()) return inUsualLetters(plain)
  return plain.replace(/(?<![\p{L}'’-])(?:Ma?c)?\p{Lu}[\p{Lu}'’-]{2,}(?!\p{L})/gu, inUsualLetters)
}

/** A surname of two capitals is one that was written in capitals: "NG, Wei". */
function usual(surname: string): string {
  return /^\p{Lu}{2}$/u.test(surname) ? inUsualLetters(surname) : surname
}

/** "O'ROURKE" is O'Rourke, "McDONALD" and "MCDONALD" are McDonald; "MACDONALD" may be either. */
function inUsualLetters(word: string): string {
  const begun = /^(?:Mac|M[cC])(?=\p{Lu})/u.exec(word)?.[0] ?? ''
  return [begun, word.slice(begun.length)]
    .map((part) => part.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase()))
    .join('')
}

export type EmailRead = { email: string } | { problem: string } | null

/** The first address in a cell, lower case: "Jo Farrow <J.Farrow@school.example>; …". */
export function readEmail(cell: string): EmailRead {
  const text = cell.trim()
  if (/^(?:|[-–?]+|n\.?\/?a\.?|none|nil|unknown|no email|tbc|tba)$/i.test(text)) return null
  const found = /[^\s<>;,:"()[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}/i.exec(text)
  return found ? { email: found[0].toLowerCase() } : { problem: `“${text}” is not an email address` }
}
