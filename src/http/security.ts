import type { IncomingMessage } from 'node:http'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { CrossSite } from '../errors.ts'

/** The reader of tags is compiled from WebAssembly: in its worker, and nowhere else. */
const READER = '/assets/camera-worker.js'

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?')[0]!
}

/** The headers that keep a page to itself: nothing inline, nothing from elsewhere, in nobody's frame. */
export function securityHeaders(https: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'", (req) => pathOf(req) === READER ? "'wasm-unsafe-eval'" : "'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"], connectSrc: ["'self'"], manifestSrc: ["'self'"], formAction: ["'self'"],
        baseUri: ["'none'"], frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https && { maxAge: 15_552_000, includeSubDomains: false },
    crossOriginOpenerPolicy: https && { policy: 'same-origin' },
    originAgentCluster: https,
  })
}

/** Pages behind sign-in are not kept by the browser, so that Back shows nothing after sign-out. */
export function notKept(_req: Request, res: Response, next: NextFunction): void {
  res.set('Cache-Control', 'no-store')
  next()
}

/**
 * Refuses a state-changing request that another site's page sent. Chromium sends no Sec-Fetch-Site over plain
 * HTTP on a network, so Origin is the fallback; a request with neither does not come from a browser's page.
 */
export function refuseCrossSite(publicUrl: string | undefined): RequestHandler {
  const own = publicUrl === undefined ? null : new URL(publicUrl).origin
  return (req, _res, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(req.method) || isSameSite(req, own)) return next()
    next(new CrossSite('This came from another website, so nothing was changed.'))
  }
}

/** A proxy may pass on another Host than the browser asked for; then Origin is the school's own address (`own`). */
function isSameSite(req: Request, own: string | null): boolean {
  const site = req.get('Sec-Fetch-Site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = req.get('Origin')
  return origin === undefined || origin === own || (URL.canParse(origin) && new URL(origin).host === req.host)
}
