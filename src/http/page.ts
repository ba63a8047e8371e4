import type { NextFunction, Request, Response } from 'express'
import { can, type Capability } from '../auth/permissions.ts'
import { ICONS } from './icons.ts'
import { sayFor } from './say.ts'
import { type Model, renderView, type ViewOptions } from './views.ts'

export type PageOptions = {
  title: string
  status?: number
  /** The view that htmx gets when it asks for a part; always one that the page itself includes. */
  fragment?: string
  notice?: string
  error?: boolean
  /** For whoever the machine is handed to: no way on to anywhere else. */
  bare?: boolean
}

declare global {
  namespace Express {
    interface Response {
      page(view: string, model: Model, options: PageOptions): void
    }
  }
}

/** `owns` are the beginnings of the paths that belong to it beside its own; a `*` in one is any one part. */
export type NavItem = { href: string, owns?: readonly string[], label: string, access: Capability | 'signed-in' }

/** Gives every response `res.page`: a view inside the layout, or only the part that htmx asked for. */
export function pages(nav: readonly NavItem[], version: string, views: ViewOptions) {
  return (req: Request, res: Response, next: NextFunction): void => {
    res.page = (view, model, options) => {
      const page = layoutFacts(req, nav, version, options)
      const shared = { say: sayFor(req.now), page }
      const send = (html: string) => void res.status(options.status ?? 200).type('html').send(html)
      const part = isPart(req) ? options.fragment : undefined
      res.vary('HX-Request-Type')
      if (part) return send(renderView(part, { ...model, ...shared }, views))
      const body = renderView(view, { ...model, ...shared }, views)
      send(renderView('layout', { body, ...shared }, views))
    }
    next()
  }
}

/** Whether htmx asks for a part of the page; on Back it asks for the whole of it. */
export function isPart(req: Request): boolean {
  return req.get('HX-Request-Type') === 'partial'
}

/** What `views/layout.ejs` is told of every page. */
export type LayoutFacts = ReturnType<typeof layoutFacts>

function layoutFacts(req: Request, nav: readonly NavItem[], assets: string, options: PageOptions) {
  const { viewer } = req
  const roles = viewer?.roles ?? []
  const mine = nav.filter(({ access }) => viewer && (access === 'signed-in' || can(roles, access)))
  const current = currentOf(req.path, mine)
  const onDesk = req.desk !== null && (req.path.startsWith('/desk') || (viewer === null && req.path.startsWith('/end-of-day')))
  const alone = onDesk || options.bare === true
  return {
    title: options.title,
    error: options.error ?? (options.status ?? 200) === 422,
    school: req.school.settings.school_name || 'your school',
    demo: req.school.settings.is_demo,
    viewer: viewer && !alone ? { name: viewer.name } : null,
    nav: alone ? [] : mine.map((item) => ({ href: item.href, label: item.label, current: item === current })),
    desk: onDesk,
    bare: options.bare === true,
    assets,
    icons: ICONS,
    notice: options.notice ?? null,
  }
}

/** The item whose own path, or one that it owns, fits most of a path. */
export function currentOf(path: string, nav: readonly NavItem[]): NavItem | null {
  const given = path.split('/')
  const depths = nav.map(({ href, owns = [] }) => owns.reduce((most, own) => Math.max(most, depthOf(given, own)), depthOf(given, href)))
  const most = Math.max(0, ...depths)
  return most === 0 ? null : nav[depths.indexOf(most)]!
}

function depthOf(given: string[], beginning: string): number {
  const wanted = partsOf(beginning)
  return wanted.every((part, i) => part === '*' || part === given[i]) ? wanted.length : 0
}

const parts = new Map<string, string[]>()

/** The parts of a beginning, of which the menu has dozens; every page looks at them all. */
function partsOf(beginning: string): string[] {
  const known = parts.get(beginning) ?? beginning.split('/')
  parts.set(beginning, known)
  return known
}
