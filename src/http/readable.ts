import type { NextFunction, Request, Response } from 'express'
import { Unreadable } from '../errors.ts'

/** Control characters but tab and line ends: PostgreSQL keeps no NUL, SQLite's length() ends at one, and nobody types them. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu

/** An address with a NUL in it was made by hand. */
export function refuseUnreadable(req: Request, _res: Response, next: NextFunction): void {
  next(/%00/.test(req.url) ? new Unreadable() : undefined)
}

/** A form's fields as text that can be kept; a POST with nothing in it is a form with every field empty. */
export function readableFields(req: Request, _res: Response, next: NextFunction): void {
  const fields = Object.entries((req.body ?? {}) as Record<string, string | string[]>)
  req.body = Object.fromEntries(fields.map(([name, value]) => [name, Array.isArray(value) ? value.map(readable) : readable(value)]))
  next()
}

function readable(text: string): string {
  return text.replace(CONTROLS, '')
}
