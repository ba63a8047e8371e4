import { basename } from 'node:path'
import multer from 'multer'
import { MOST_BYTES } from './largest.ts'

/** A file that was sent, or what was wrong with the sending. */
export type Upload = { ok: true, name: string, bytes: Buffer } | { ok: false, sentence: string }

const receive = multer({
  storage: multer.memoryStorage(), limits: { fileSize: MOST_BYTES, files: 1, fields: 20, fieldSize: 300_000 },
  defParamCharset: 'utf8',
}).single('file')

type Received = Parameters<typeof receive>[0]

/** Reads the upload before the handler runs; a file that is too large is an answer, not an error. */
export function takeUpload(req: Received, res: Parameters<typeof receive>[1], next: (error?: unknown) => void): void {
  receive(req, res, (error: unknown) => {
    if (error instanceof multer.MulterError) {
      const sentence =
        error.code === 'LIMIT_FILE_SIZE'
          ? 'This file is larger than 20 MB. Split the list into smaller files.'
          : 'Choose one file.'
      req.res!.locals['upload'] = { ok: false, sentence } satisfies Upload
      return next()
    }
    next(error)
  })
}

/** What takeUpload received. */
export function uploadOf(req: Received): Upload {
  const refused = req.res!.locals['upload'] as Upload | undefined
  if (refused) return refused
  if (!req.file) return { ok: false, sentence: 'Choose a file.' }
  return {
    ok: true,
    name: basename(req.file.originalname.replaceAll('\\', '/')).slice(0, 120) || 'list.csv',
    bytes: req.file.buffer,
  }
}
