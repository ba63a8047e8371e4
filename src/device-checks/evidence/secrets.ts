const BETWEEN = '[ \\u00a0\\r\\n\\u2010-\\u2015\\u2212-]{0,8}'
/** What a heading or field may say of a key without giving it. */
const SAID_OF_ONE = '(?!\\s*(?:valid|type|status|escrow|rotat|date|enabled|backed|protector|id\\b|count|present))'
const NAMED = `(?:recovery[ _-]?(?:password|passphrase|key)|numerical[ _-]?password|key[ _-]?package|external[ _-]?key|unlock[ _-]?(?:password|key))${SAID_OF_ONE}`
const NAME = new RegExp(NAMED, 'i')

const KEYS = [
  // Forty-eight digits, however they are parted.
  new RegExp(`(?<!\\d)\\d(?:${BETWEEN}\\d){47}(?!\\d)`),
  // A personal recovery key of FileVault.
  /(?<![A-Z0-9-])[A-Z0-9]{4}(?:-[A-Z0-9]{4}){5}(?![A-Z0-9-])/,
  // A field of JSON that is named so and holds something.
  new RegExp(`"[^"\\n]{0,40}?${NAMED}[^"\\n]{0,20}?\\\\*"\\s*:\\s*(?:\\\\*"[^"\\\\]|\\[\\s*[^\\]\\s]|\\{|\\d)`, 'i'),
  // A line of text that says it.
  new RegExp(`(?:^|\\n)[^\\n":,;]{0,40}?${NAMED}[ \\t]*[:=][ \\t]*[^\\s,;"]`, 'i'),
]

/** Whether a file holds recovery passwords or keys, whatever it is written in: such a file is refused whole (M9). */
export function holdsKeys(bytes: Uint8Array): boolean {
  return readings(bytes).some((text) => KEYS.some((key) => key.test(text)) || hasColumn(text))
}

/** The same bytes read in each way that a file may be written, with escapes undone. */
function readings(bytes: Uint8Array): string[] {
  const texts = ['utf-8', 'utf-16le', 'utf-16be'].map((encoding) => new TextDecoder(encoding).decode(bytes).replaceAll('\0', ''))
  return texts.flatMap((text) => (text.includes('\\u') ? [text, unescaped(text)] : [text]))
}

function unescaped(text: string): string {
  return text.replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const LOOKED_AT = 30

/** A list with a column of that name, in which a line has something. */
function hasColumn(text: string): boolean {
  if (/^\s*[[{]/.test(text)) return false
  const lines = text.split(/\r\n|\n|\r/)
  return lines.slice(0, LOOKED_AT).some((heading, i) => {
    if (!NAME.test(heading) || !/[,;\t]/.test(heading)) return false
    const separator = /[,;\t]/.exec(heading)![0]
    const at = heading.split(separator).findIndex((cell) => NAME.test(cell))
    return lines.slice(i + 1).some((line) => unquoted(line.split(separator)[at]) !== '')
  })
}

function unquoted(cell = ''): string {
  return cell.replaceAll('"', '').trim()
}
