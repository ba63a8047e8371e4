import { decode } from '../../imports/file/decode.ts'
import { readBitlocker } from './bitlocker.ts'
import type { Evidence } from './found.ts'
import { readList } from './lists.ts'
import { readManageBde } from './manage-bde.ts'
import { holdsKeys } from './secrets.ts'

const MOST = 5 * 1024 * 1024

export const KEYS_REFUSED = 'This file holds recovery passwords or keys. It was refused whole, and nothing of it was kept. Delete it where you saved it, and export anew with the script on this page'

/** What a file says of which computer (M9), or why it is refused; the sentence never quotes the file. */
export function readEvidence(bytes: Uint8Array): Evidence {
  if (bytes.length > MOST) return { ok: false, sentence: 'This file is larger than 5 MB. Split it into smaller files.' }
  if (holdsKeys(bytes)) return { ok: false, sentence: KEYS_REFUSED }
  const { text } = decode(bytes)
  if (text.trim() === '') return { ok: false, sentence: 'There is nothing in this file.' }
  if (/^\s*[[{]/.test(text)) return readBitlocker(text) ?? { ok: false, sentence: 'This JSON file cannot be read. Export it anew with the script on this page.' }
  return readManageBde(text) ?? readList(bytes)
}
