/** Words that speak of a password without giving it. */
const SAID_OF_ONE = 'not|never|kept|held|with|in|due|set|reset|changed|needed|required|known|unknown|on|missing|wrong'

const SECRETS = [
  /(?<!\d)\d{6}(?:[-\u2010-\u2015 ]\d{6}){7}(?!\d)/,
  /\b(?:passwords?|passwd|pass ?codes?|pass ?phrase|pwd|pw|p\/w)\b(?: +(?:is|was|now|set to))? *[:=–-] *\S/i,
  new RegExp(`\\b(?:passwords?|passcode|pwd|pw|p/w) +(?:is|was|now|set to) +(?!(?:${SAID_OF_ONE})\\b)\\S`, 'i'),
  /\bpass *[:=] *\S/i,
  /\bpin\b *(?:code|number|no\.?)? *(?:is|was|now|[:=–-])? *\d{4,8}\b/i,
  /\bpin\b *(?:code|number|no\.?)? *[:=] *\S/i,
  /\b(?:recovery|wi-?fi|wireless|network|bit ?locker|encryption|security) ?(?:key|code)\b *(?:is|was|[:=–-])+ *\S/i,
]

/** Whether free text seems to hold a password, PIN or recovery key, which Kitbook never keeps (mission, M10, M28). */
export function looksSecret(text: string): boolean {
  return SECRETS.some((pattern) => pattern.test(text))
}

/** What is said beside a field that holds one. */
export const SECRET = 'That looks like a password, a PIN or a recovery key. Kitbook never keeps those: leave it out'
