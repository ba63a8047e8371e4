import { randomInt } from 'node:crypto'
import { tokenHash } from '../auth/passwords.ts'
import { CODES, inFours, LETTERS } from './rules.ts'

/** Ten codes of some eighty random bits each. */
export function newRecoveryCodes(): string[] {
  const letters = () => Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: CODES }, () => inFours(letters()))
}

/** What is kept of a code. */
export function hashOf(code: string): string {
  return tokenHash(code.replaceAll('-', ''))
}
