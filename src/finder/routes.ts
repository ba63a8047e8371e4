import type { Request, RequestHandler, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { byAddress } from '../auth/limits.ts'
import { can } from '../auth/permissions.ts'
import { TooMany } from '../errors.ts'
import { get, type Route } from '../http/routes.ts'
import { findPageOf } from '../tags/page-of.ts'
import { CODE_PATTERN, tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'

/** What a tag's QR opens: for a stranger the school that a lost device belongs to, and nothing else. */
export const finderRoutes = (): Route[] => [
  { ...get('/t/:code', 'public', showFinder), before: [finderLimit()] },
  get('/robots.txt', 'public', (_req, res) => void res.type('text').send('User-agent: *\nDisallow: /\n')),
]

/** Sixty pages a minute from one address: nobody tries codes, and there is nothing to find out by it. */
function finderLimit(): RequestHandler {
  return rateLimit({
    windowMs: 60_000, limit: 60, keyGenerator: byAddress, legacyHeaders: false, skip: (req) => req.viewer !== null,
    handler: (_req, _res, next) => next(new TooMany('Too many tries. Please wait a minute and try again.')),
  })
}

/** The same answer for every code, known or not; those who may see the devices go to the device's own page, or claim a blank tag. */
async function showFinder(req: Request, res: Response): Promise<void> {
  res.set('X-Robots-Tag', 'noindex, nofollow')
  const known = req.viewer !== null && can(req.viewer.roles, 'see-devices')
  const text = tagText(String(req.params['code']))
  const path = known ? await findPageOf(req.db, text) ?? await claimPageOf(req, text) : null
  if (path !== null) return res.redirect(303, path)
  const { school_name, school_address, school_phone } = req.school.settings
  res.page('finder/view', { school_name, school_address, school_phone }, { title: 'Found something of ours?' })
}

/** A tag that was printed ahead and means nothing yet, opened with a telephone by somebody who registers devices. */
async function claimPageOf({ db, viewer }: Request, text: string): Promise<string | null> {
  const may = can(viewer!.roles, 'edit-devices') && CODE_PATTERN.test(text)
  return may && !(await findTag(db, text)) ? `/devices/new?code=${text}` : null
}
