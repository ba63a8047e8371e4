import { MOST_BYTES } from '../../http/largest.ts'

const CSV_FIRST = 'Open it in your spreadsheet program, save it as CSV, and choose that file.'

const RECOVERY = 'This file holds recovery passwords, so nothing of it was read or kept. Delete it where you saved it.'

/** As PowerShell and others write it: UTF-8, and UTF-16 either way round. */
const NAMED_KEY = [Buffer.from('"RecoveryPassword"'), Buffer.from('"RecoveryPassword"', 'utf16le'), Buffer.from('"RecoveryPassword"', 'utf16le').swap16()]

const KINDS: { begins: RegExp, sentence: string }[] = [
  { begins: /^%PDF/, sentence: `This is a PDF, not a list. ${CSV_FIRST}` },
  { begins: /^PK\x03\x04[^]*?(?:xl\/|\[Content_Types\]|_rels\/)/, sentence: `This is an Excel workbook. ${CSV_FIRST}` },
  { begins: /^PK\x03\x04[^]*?opendocument/, sentence: `This is an OpenDocument file. ${CSV_FIRST}` },
  {
    begins: /^PK(?:\x03\x04|\x05\x06|\x07\x08)/,
    sentence: 'This is a zip file. Unpack it and choose the CSV file inside.',
  },
  {
    begins: /^(?:\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ)/,
    sentence: 'This is a packed file. Unpack it and choose the CSV file inside.',
  },
  { begins: /^\xd0\xcf\x11\xe0/, sentence: `This is an older Excel or Word file. ${CSV_FIRST}` },
  {
    begins: /^(?:\x89PNG|\xff\xd8\xff|GIF8|BM[^]{4}\0\0\0\0|RIFF[^]{4}WEBP|II\*\0|MM\0\*|[^]{4}ftyp)/,
    sentence: 'This is a picture or a film, not a list. Choose a CSV file.',
  },
  { begins: /^SQLite format 3\0/, sentence: 'This is a database, not a list. Choose a CSV file.' },
  { begins: /^(?:MZ|\x7fELF)/, sentence: 'This is a program, not a list. Choose a CSV file.' },
  { begins: /^\s*\{\\rtf/, sentence: `This is a word-processor document. ${CSV_FIRST}` },
  {
    begins: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|svg)/i,
    sentence: 'This is a web page or XML, not a list. Export the list as CSV.',
  },
  {
    begins: /^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[{[\]])/,
    sentence: 'This is a JSON file. Lists of devices and people come as CSV; export it as CSV.',
  },
]

/** Why these bytes cannot be a list, as a sentence for the person who chose the file; null when they may be one. */
export function refusalOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'This file is empty. Choose a CSV file with headings and at least one line.'
  if (bytes.length > MOST_BYTES) return 'This file is larger than 20 MB. Split the list into smaller files.'
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (NAMED_KEY.some((written) => whole.includes(written))) return RECOVERY
  const start = whole.toString('latin1', 0, 4096)
  return KINDS.find(({ begins }) => begins.test(start))?.sentence ?? null
}
