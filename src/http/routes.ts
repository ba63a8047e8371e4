import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Capability } from '../auth/permissions.ts'
import { grouped } from '../text/grouped.ts'

/**
 * Who may call a route: anybody, a desk, anyone signed in, those who hold a capability, or `check`: those who may do the
 * end-of-day check, signed in or by their badge at a desk.
 */
export type Access = 'public' | 'desk' | 'check' | 'signed-in' | Capability
export type Handler = (req: Request, res: Response) => Promise<void> | void
export type Route = {
  method: 'get' | 'post', path: string, access: Access, handler: Handler, before: RequestHandler[]
}

/** `before` is for what must run ahead of the handler, such as the reading of an upload. */
export function get(path: string, access: Access, handler: Handler, ...before: RequestHandler[]): Route {
  return { method: 'get', path, access, handler, before }
}

export function post(path: string, access: Access, handler: Handler, ...before: RequestHandler[]): Route {
  return { method: 'post', path, access, handler, before }
}

/** Routes as one handler, `way` being what a request to one passes: only those that share its path's first part are tried, of hundreds. */
export function routerOf(routes: readonly Route[], way: (route: Route) => RequestHandler[]): RequestHandler {
  const groups = grouped(routes, ({ path }) => firstPart(path))
  const routers = new Map([...groups].map(([part, group]) => [part, routerOfGroup(group, way)]))
  return (req, res, next) => {
    const router = routers.get(firstPart(req.path))
    return router ? router(req, res, next) : next()
  }
}

function routerOfGroup(group: Route[], way: (route: Route) => RequestHandler[]): Router {
  const router = Router()
  for (const route of group) router[route.method](route.path, ...way(route))
  return router
}

/** In small letters: addresses in QRs are printed in capitals. */
function firstPart(path: string): string {
  return (path.split('/', 2)[1] ?? '').toLowerCase()
}
