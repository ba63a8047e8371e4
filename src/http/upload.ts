import { basename } from 'node:path'
import type { Request, Response } from 'express'
import { MOST_BYTES } from './largest.ts'

/** A file that was sent, or what was wrong with the sending. */
export type Upload = { ok: true, name: string, bytes: Buffer } | { ok: false, sentence: string }

/** Loaded with the first upload: a start has no use for it. */
async function receiver() {
  const { default: multer } = await import('multer')
  const receive = multer({
    storage: multer.memoryStorage(), limits: { fileSize: MOST_BYTES, files: 1, fields: 20, fieldSize: 300_000 },
    defParamCharset: 'utf8',
  }).single('file')
  return { receive, isRefusal: (error: unknown) => error instanceof multer.MulterError }
}

/** Reads the upload before the handler runs; a file that is too large is an answer, not an error. */
export async function takeUpload(req: Request, res: Response, next: (error?: unknown) => void): Promise<void> {
  const { receive, isRefusal } = await receiver()
  receive(req, res, (error: unknown) => {
    if (!isRefusal(error)) return next(error)
    const tooLarge = (error as { code: string }).code === 'LIMIT_FILE_SIZE'
    const sentence = tooLarge ? 'This file is larger than 20 MB. Split the list into smaller files.' : 'Choose one file.'
    res.locals['upload'] = { ok: false, sentence } satisfies Upload
    next()
  })
}

/** What takeUpload received. */
export function uploadOf(req: Request): Upload {
  const refused = req.res!.locals['upload'] as Upload | undefined
  if (refused) return refused
  if (!req.file) return { ok: false, sentence: 'Choose a file.' }
  return {
    ok: true,
    name: basename(req.file.originalname.replaceAll('\\', '/')).slice(0, 120) || 'list.csv',
    bytes: req.file.buffer,
  }
}
