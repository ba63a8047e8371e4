import type { CookieOptions, Request, Response } from 'express'

export type CookieName = 'kitbook' | 'kitbook-desk' | 'kitbook-signing' | 'kitbook-opened' | 'kitbook-trip' | 'kitbook-arrival' | 'kitbook-half'

/** `__Host-` binds a cookie to this very host, which browsers allow under HTTPS only. */
function fullName(req: Request, name: CookieName): string {
  return req.secure ? `__Host-${name}` : name
}

export function readCookie(req: Request, name: CookieName): string | undefined {
  const wanted = `${fullName(req, name)}=`
  const pair = (req.headers.cookie ?? '').split(/; */).find((part) => part.startsWith(wanted))
  return pair?.slice(wanted.length)
}

export function setCookie(res: Response, name: CookieName, value: string, maxAgeMs: number): void {
  res.cookie(fullName(res.req, name), value, { ...options(res.req), maxAge: maxAgeMs })
}

export function dropCookie(res: Response, name: CookieName): void {
  res.clearCookie(fullName(res.req, name), options(res.req))
}

function options(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: req.secure, path: '/' }
}
