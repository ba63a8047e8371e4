const TITLE = /^(?:mr|mrs|miss|ms|mx|dr|revd?|reverend|prof|professor|sir|dame|lady|fr|father|sr|sister)\b\.?\s*/i

export type NameParts = { name: string, first: string, last: string, preferred: string }

/** A person's name as colleagues say it: "Farrow, Joao" with the preferred name "Jo" is "Jo Farrow". */
export function readName({ name, first, last, preferred }: NameParts): string {
  const [forenames, surname] = first || last ? [tidy(first), tidy(last)] : split(tidy(name))
  const known = tidy(preferred)
  if (known.includes(',')) return join(split(known))
  if (known.includes(' ') && (surname === '' || endsWith(known, surname))) return known
  return join([known || forenames, surname])
}

/** A letter that the list's encoding could not hold came out as a question mark. */
export function hasLostLetter(name: string): boolean {
  return /\p{L}[?\uFFFD]|[?\uFFFD]\p{L}/u.test(name)
}

function split(name: string): [string, string] {
  const [surname = '', forenames = ''] = name.split(',').map((part) => tidy(part))
  if (name.includes(',')) return [forenames, surname]
  const words = name.split(' ')
  return [words.slice(0, -1).join(' '), words.at(-1) ?? '']
}

function endsWith(known: string, surname: string): boolean {
  return known.toLowerCase().endsWith(surname.toLowerCase())
}

function join([forenames, surname]: [string, string]): string {
  return `${forenames} ${surname}`.trim()
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(TITLE, '').replace(/[\s,]+$/, '')
}

export type EmailRead = { email: string } | { problem: string } | null

/** The first address in a cell, lower case: "Jo Farrow <J.Farrow@school.example>; …". */
export function readEmail(cell: string): EmailRead {
  const text = cell.trim()
  if (/^(?:|[-–?]+|n\.?\/?a\.?|none|nil|unknown|no email|tbc|tba)$/i.test(text)) return null
  const found = /[^\s<>;,:"()[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}/i.exec(text)
  return found ? { email: found[0].toLowerCase() } : { problem: `“${text}” is not an email address` }
}
