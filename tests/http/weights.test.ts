import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { allRoutes } from '../../src/contents.ts'
import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/database/open.ts'
import { openDesk } from '../../src/desk/session.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { appOn, TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

const KB = 1024
const MOST = 60 * KB
const MOST_CSS = 20 * KB

/** The demonstration school is full; its lead is signed in on a computer that is a desk as well. */
async function fullSchool() {
  const db = await freshDatabase()
  const now = new Date(TUESDAY.getTime() + 3 * 3600_000)
  await buildDemoSchool(db, { now })
  const lead = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select(['a.id', 'a.person_id']).where('r.role', '=', 'lead').executeTakeFirstOrThrow()
  const cookies = [`kitbook=${await startSession(db, lead.id, 'test', now)}`, `kitbook-desk=${await openDesk(db, 'Suite desk', lead.person_id, now)}`]
  return { db, agent: supertest.agent(appOn(db, { now })).set('Cookie', cookies.join('; ')) }
}

/** Every page's address: what a route leaves open (`:id`) is taken from the school's own rows. */
async function addresses(db: Db): Promise<string[]> {
  const first = async (table: 'devices' | 'people' | 'sets' | 'classes' | 'loans' | 'class_cards' | 'device_types') =>
    (await db.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow()) as { id: string, code?: string, class_id?: string }
  const card = await first('class_cards')
  const parts: [RegExp, string][] = [
    [/^\/(devices|t)\/:code/, `/$1/${(await first('devices')).code}`], [/^\/sets\/:code/, `/sets/${(await first('sets')).code}`],
    [/^\/people\/:id/, `/people/${(await first('people')).id}`], [/^\/classes\/:id\/cards\/:card/, `/classes/${card.class_id}/cards/${card.id}`],
    [/^\/classes\/:id/, `/classes/${card.class_id}`], [/^\/settings\/types\/:id/, `/settings/types/${(await first('device_types')).id}`],
    [/^\/(book|loans)\/:id/, `/$1/${(await first('loans')).id}`], [/:sample/, 'list'],
  ]
  const config = readConfig({ NODE_ENV: 'test' })
  const routes = allRoutes({ schools: schoolsOf(db, null), config, log: pino({ level: 'silent' }), setUpCode: '', clock: () => TUESDAY })
  const paths = routes.filter(({ method }) => method === 'get').map(({ path }) => path)
  return paths.map((path) => parts.reduce((address, [from, to]) => address.replace(from, to), path)).filter((path) => !path.includes(':'))
}

type Agent = ReturnType<typeof supertest.agent>

/** Bytes as they are sent, compressed: the page, and each file of its styles and scripts once. */
async function weigh(agent: Agent, html: string, known: Map<string, number>) {
  const sum = async (pattern: RegExp) => {
    let bytes = 0
    for (const [, href] of html.matchAll(pattern)) {
      if (!known.has(href!)) known.set(href!, gzipSync((await agent.get(href!).buffer(true)).text).length)
      bytes += known.get(href!)!
    }
    return bytes
  }
  const css = await sum(/<link rel="stylesheet" href="([^"]+)"/g)
  return { css, all: gzipSync(html).length + css + await sum(/<script src="([^"]+)"/g) }
}

test('every page with its styles and scripts weighs under 60 KB, its styles under 20 KB', async () => {
  const { db, agent } = await fullSchool()
  const [known, weights] = [new Map<string, number>(), [] as { address: string, css: number, all: number }[]]
  for (const address of [...await addresses(db), '/book?state=returned', '/devices?q=e', '/people?q=a']) {
    const { text, type } = await agent.get(address)
    if (type === 'text/html' && text.startsWith('<!doctype')) weights.push({ address, ...await weigh(agent, text, known) })
  }
  expect(weights.length).toBeGreaterThan(35)
  expect(weights.filter(({ all, css }) => all >= MOST || css >= MOST_CSS || css === 0)).toEqual([])
}, 600_000)
