import type { Request, RequestHandler, Response } from 'express'
import type { Capability } from '../auth/permissions.ts'

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
