/** What a scanner typed, as the text of a tag: of a link the last path part, upper case, at most 64 characters, none of them invisible. */
export function tagText(scanned: string): string {
  const text = scanned.trim()
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(text)
  const last = path ? path[1]!.split('/').filter(Boolean).at(-1) ?? text : text
  return decode(last).replace(/\p{C}/gu, '').trim().toUpperCase().slice(0, 64)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const CODE_PATTERN = /^[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?$/

/** A code as it is written: upper case, spaces become one hyphen ("lt 7" is `LT-7`). */
export function writtenCode(typed: string): string {
  return typed.trim().toUpperCase().replace(/[\s_]+/g, '-').replace(/-{2,}/g, '-')
}
