import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { TooMany } from '../errors.ts'

const QUARTER = 15 * 60_000

export type Limit = {
  tries: number
  /** Whose tries are counted together. */
  of: (req: Request) => string
  /** Right ones count too: for what costs something each time. */
  all?: boolean
}

/** At most so many tries in a quarter of an hour. */
export function limitTries({ tries, of, all = false }: Limit): RequestHandler {
  return rateLimit({
    windowMs: QUARTER, limit: tries, keyGenerator: of, skipSuccessfulRequests: !all, legacyHeaders: false,
    handler: (_req, _res, next) => next(new TooMany('Too many tries. Please wait a quarter of an hour and try again.')),
  })
}

export function byAddress(req: Request): string {
  return `address ${ipKeyGenerator(req.ip ?? '')}`
}

export function byEmail(req: Request): string {
  return `email ${String(req.body?.email).trim().toLowerCase()}`
}

export function byAccount(req: Request): string {
  return `account ${req.viewer?.id ?? ''}`
}
