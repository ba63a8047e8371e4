import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { findDesk } from '../desk/session.ts'
import { Forbidden } from '../errors.ts'
import type { Access } from '../http/routes.ts'
import { readCookie } from './cookies.ts'
import { can } from './permissions.ts'
import { findViewer } from './sessions.ts'

/** Puts whoever is signed in, and the desk it comes from, on the request. */
export async function knowViewer(req: Request, _res: Response, next: NextFunction): Promise<void> {
  const token = readCookie(req, 'kitbook')
  const deskToken = readCookie(req, 'kitbook-desk')
  const asksForItself = req.get('Kitbook-Poll') !== undefined
  req.viewer = token ? await findViewer(req.db, token, req.now, dayOf(req.now), asksForItself) : null
  req.desk = deskToken ? await findDesk(req.db, deskToken, req.now) : null
  next()
}

/** Lets a request through to a route, or sends it to sign-in, or refuses it. */
export function allow(access: Access): RequestHandler {
  return (req, res, next) => {
    if (access === 'public') return next()
    if (access === 'desk') return atDesk(req, res, next)
    if (access === 'check') return toCheck(req, res, next)
    if (!req.viewer) return toSignIn(req, res)
    if (access !== 'signed-in' && !can(req.viewer.roles, access)) return next(new Forbidden())
    next()
  }
}

function atDesk(req: Request, res: Response, next: NextFunction): void {
  if (req.desk) return next()
  if (!req.viewer) return toSignIn(req, res)
  if (can(req.viewer.roles, 'open-desk')) return res.redirect(303, '/desk/open')
  next(new Forbidden('Only the computing lead can open a desk on this computer. You can book out from a device’s page.'))
}

/** On a desk where nobody is signed in, the badge of somebody who may opens the check. */
function toCheck(req: Request, res: Response, next: NextFunction): void {
  if (req.viewer || !req.desk) return void allow('do-end-of-day')(req, res, next)
  if (req.desk.checker_id !== null) return next()
  goTo(req, res, '/desk/check')
}

function toSignIn(req: Request, res: Response): void {
  const next = req.method === 'GET' ? `?next=${encodeURIComponent(req.originalUrl)}` : ''
  goTo(req, res, `/sign-in${next}`)
}

function goTo(req: Request, res: Response, path: string): void {
  if (req.get('HX-Request')) return void res.set('HX-Redirect', path).status(204).end()
  res.redirect(303, path)
}
