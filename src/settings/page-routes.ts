import type { Request, Response } from 'express'
import type { z } from 'zod'
import { actorOf } from '../auth/actor.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from './change.ts'
import type { Settings } from './store.ts'

type Page<S extends z.ZodType> = {
  path: string, view: string, title: string, schema: S
  /** What the form shows at first. */
  typed: (req: Request) => Record<string, unknown> | Promise<Record<string, unknown>>
  /** The settings among what was sent; whatever else was is kept on the way. */
  settings: (data: z.output<S>, req: Request) => Partial<Settings> | Promise<Partial<Settings>>
}

/** A page of settings: its form as it stands, and what is changed there. */
export function settingsPage<S extends z.ZodType>({ path, view, title, schema, typed, settings }: Page<S>): Route[] {
  const show = (res: Response, form: Form) => {
    const saved = res.req.query['done'] === 'saved' && form.problems.length === 0
    res.page(view, { form }, { title, status: form.problems.length > 0 ? 422 : 200, ...saved && { notice: 'The settings are saved.' } })
  }
  return [
    get(path, 'change-settings', async (req, res) => show(res, formOf(await typed(req)))),
    post(path, 'change-settings', async (req, res) => {
      const parsed = parseForm(schema, req.body)
      if (!parsed.ok) return show(res, parsed.form)
      await changeSettings(req.db, await settings(parsed.data, req), actorOf(req), req.now)
      res.redirect(303, `${path}?done=saved`)
    }),
  ]
}
