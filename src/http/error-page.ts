import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { withoutTokens } from '../auth/passwords.ts'
import { NotFound, Told } from '../errors.ts'

const WORDS: Record<number, [heading: string, words: string]> = {
  400: ['That could not be read', 'Please go back, check what you typed and try again.'],
  403: ['This page is not for you', 'Ask the computing lead if you need it.'],
  404: ['There is nothing here', 'The page may have moved, or the address may be mistyped.'],
  413: ['That is too big', 'A file may be 20 MB at most.'],
  422: ['That could not be done', 'Please open the page again and try once more.'],
  429: ['Too many tries', 'Please wait a few minutes and try again.'],
  503: ['Not saved just now', 'Kitbook could not write to its disk. What was confirmed before is safe. Tell the technician.'],
}

export function nothingHere(_req: Request, _res: Response, next: NextFunction): void {
  next(new NotFound())
}

/** The one place that turns what was thrown into a page; the log has the cause, the user a reference. */
export function errorPage(log: Logger) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) return next(error)
    const status = statusOf(error)
    const reference = status >= 500 ? randomBytes(4).toString('hex').toUpperCase() : null
    if (reference) log.error({ err: error, reference, path: withoutTokens(req.path) }, 'a request failed')
    const [heading, words] = WORDS[status] ?? ['Something went wrong', 'It is our fault, not yours. Nothing half-done was kept.']
    const own = error instanceof Told && error.message ? error.message : words
    if (!res.page || !req.school) return void res.status(status).type('text').send(`${heading}. ${own}`)
    res.page('errors/error', { heading, words: own, reference }, { title: heading, status, error: true })
  }
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500
  const { status, code } = error as { status?: unknown, code?: unknown }
  if (code === 'LIMIT_FILE_SIZE') return 413
  if (typeof code === 'string' && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(code)) return 503
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
