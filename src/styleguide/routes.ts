import type { Request, Response } from 'express'
import { NotFound } from '../errors.ts'
import type { LayoutFacts } from '../http/page.ts'
import { get, type Route } from '../http/routes.ts'
import { ICONS } from '../http/icons.ts'
import { sayFor } from '../http/say.ts'
import { type Model, renderView } from '../http/views.ts'
import { componentsModel, deskModel, listModel } from './model.ts'

type Sample = { view: string, model: () => Model, title: string, desk?: true, error?: true }

const SAMPLES: Record<string, Sample> = {
  list: { view: 'styleguide/list', model: listModel, title: 'Devices' },
  refused: { view: 'styleguide/refused', model: componentsModel, title: 'Register a device', error: true },
  desk: { view: 'styleguide/desk', model: deskModel, title: 'Desk', desk: true },
}

/** Every component in every state, and three whole pages made of them. Development only: app.ts leaves it out else. */
export const styleguideRoutes: Route[] = [
  get('/styleguide', 'public', (_req, res) => {
    res.page('styleguide/index', componentsModel(), { title: 'The look' })
  }),
  get('/styleguide/:sample', 'public', (req, res) => {
    const sample = SAMPLES[String(req.params['sample'])]
    if (!sample) throw new NotFound()
    showSample(req, res, sample)
  }),
]

/** A sample has a school, a viewer and a nav of its own, so it looks the same whoever opens it. */
function showSample(req: Request, res: Response, { view, model, ...facts }: Sample): void {
  const options = { fresh: true, strict: true }
  const shared = { say: sayFor(req.now), page: samplePage(facts) }
  const body = renderView(view, { ...model(), ...shared }, options)
  res.type('html').send(renderView('layout', { ...shared, body }, options))
}

function samplePage({ title, desk = false, error = false }: { title: string, desk?: boolean, error?: boolean }): LayoutFacts {
  const labels = ['Today', 'Devices', 'People', 'Signing-out book', 'Imports', 'Labels', 'Settings']
  const nav = labels.map((label) => ({ href: '/styleguide/list', label, current: label === 'Devices' }))
  return {
    title, desk, error, bare: false, school: 'Larkfield Primary School', demo: !desk, assets: 'sample', icons: ICONS, nav: desk ? [] : nav,
    viewer: desk ? null : { name: 'Wren Calloway' }, notice: desk || error ? null : 'LT-0427 is back in the suite.',
  }
}
