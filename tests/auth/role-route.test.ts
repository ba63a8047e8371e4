import type { Express } from 'express'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { allRoutes } from '../../src/contents.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { readConfig } from '../../src/config.ts'
import type { Role } from '../../src/database/tables.ts'
import { openDesk } from '../../src/desk/session.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { addAccount, addPerson, startApp, TUESDAY } from '../support/app.ts'
import { serve } from '../support/site.ts'

/**
 * Who may call what, written down a second time and by hand, so that a slip in src/auth/permissions.ts or in a route's
 * declaration shows. A new route needs a line here.
 */
const TABLE: Record<string, string> = {
  'anybody': `
    GET /healthz · GET /set-up · POST /set-up · POST /demonstration · GET /sign-in · POST /sign-in · GET /forgotten
    POST /forgotten · GET /new-password/:token · POST /new-password/:token · GET /new-password/:token/provider
    POST /new-password/:token/provider · GET /sign-in/provider · GET /sign-in/provider/back · GET /t/:code · GET /robots.txt
    GET /styleguide · GET /styleguide/:sample · GET /certificate · GET /certificate/kitbook-ca.crt
    GET /agreements/reception/sign · POST /agreements/reception/sign · GET /agreements/reception/file`,
  'half-way in': 'GET /sign-in/second-step · POST /sign-in/second-step · POST /sign-in/second-step/new · POST /sign-in/second-step/passkey · POST /sign-in/second-step/passkey/new',
  'signed in': `
    GET / · POST /sign-out · GET /account · GET /account/provider · POST /account/provider · POST /account/provider/removal
    GET /account/second-step · POST /account/second-step · POST /account/second-step/confirmation · POST /account/second-step/codes
    POST /account/second-step/removal · POST /account/second-step/passkeys
    POST /account/second-step/passkeys/confirmation · POST /account/second-step/passkeys/:id/removal · POST /account/password · POST /account/pin · POST /account/pin/removal
    POST /account/sessions/others/end · POST /account/sessions/:session/end · GET /my-loans · GET /calendar
    GET /approvals · GET /approvals.csv · GET /approvals/:id · POST /approvals/:id/decision · POST /approvals/:id/revocation
    GET /trips · GET /trips/:id · POST /trips/:id/acceptance · POST /trips/:id/loans · POST /trips/:id/devices/:device/wiping
    GET /personal-devices · POST /personal-devices · POST /personal-devices/:id/authorisation · POST /personal-devices/:id/withdrawal
    GET /password-resets/mine · POST /password-resets/mine · POST /password-resets/acts/:id/undo
    GET /run-up/mine · POST /run-up/mine · GET /password-resets/:id/known-to · POST /password-resets/:id/known-to
    GET /agreements/:id/sign · POST /agreements/:id/sign · GET /agreements/:id/file
    GET /allocations/mine · POST /allocations/receipts/:receipt/answer
    POST /allocations/asks/:ask/answer · POST /allocations/asks/:ask/withdrawal
    POST /allocations/:id/still`,
  'signed in, in a demonstration': 'POST /demonstration/throw-away',
  'desk': `
    GET /desk · GET /desk/back · GET /desk/today · GET /desk/names · POST /desk/scans · POST /desk/person
    POST /desk/purpose · POST /desk/class · POST /desk/due · POST /desk/answers · POST /desk/choice · POST /desk/set
    POST /desk/ask-keeper · POST /desk/lead-says-yes · POST /desk/away · POST /desk/terms · POST /desk/head-says-yes · POST /desk/undo · POST /desk/charge · POST /desk/clean · POST /desk/pass · POST /desk/done
    GET /desk/check · POST /desk/check · POST /desk/check/done`,
  'staff lead office technician head business': `
    GET /devices · GET /devices.csv · GET /devices/:code · GET /devices/:code/qr.svg · GET /sets · GET /sets.csv
    GET /sets/:code · GET /loans/new · POST /loans · GET /loans/:id/extend · POST /loans/:id/extend · POST /loans/:id/return · POST /loans/:id/undo
    GET /reservations · GET /reservations/new · POST /reservations · GET /reservations/:id · POST /reservations/:id · POST /reservations/:id/cancel · POST /reservations/:id/give
    POST /reservations/:id/takeover · POST /reservations/:id/offer/withdrawal
    GET /paper/sheet · GET /off-site/new · POST /off-site · POST /off-site/tonight · GET /off-site/terms · POST /off-site/terms
    GET /allocations/asks/new · POST /allocations/asks · GET /approvals/new · POST /approvals · GET /approvals/in-school/new · POST /approvals/in-school · GET /trips/new · POST /trips`,
  'staff lead office technician head (or a badge at a desk)': `
    GET /end-of-day · POST /end-of-day/scans · POST /end-of-day/closing · POST /end-of-day/later-closing`,
  'staff lead office technician head': `
    GET /end-of-day/past · GET /end-of-day/past/:day · GET /end-of-day/exceptions`,
  'head': 'POST /off-site/overrides · POST /end-of-day/exceptions · POST /end-of-day/exceptions/:id/end',
  'business': 'POST /leavers/:id/write-offs',
  'head business': 'GET /approvals/deputies · POST /approvals/deputies · POST /approvals/deputies/:id/end',
  'lead office head business (the calendar)': `
    POST /calendar/half-terms · POST /calendar/copy · POST /calendar/days · POST /calendar/days/:day/removal
    POST /calendar/week · POST /calendar/lessons · POST /calendar/clubs · POST /calendar/file · POST /calendar/dates`,
  'lead office head': 'POST /pauses · POST /pauses/:id/end',
  'lead office technician head': `
    GET /run-up · GET /run-up.csv · POST /run-up/answers · GET /run-up/count · POST /run-up/count · POST /run-up/count/scans · GET /run-up/counts
    GET /run-up/counts/:id · GET /run-up/counts/:id/lines.csv · POST /run-up/counts/:id/scans · POST /run-up/counts/:id/opening`,
  'lead office technician head business': `
    GET /off-site · GET /off-site.csv · GET /reservations.csv · GET /figures · GET /book · GET /book.csv · GET /book/print · GET /sets/:code/history · GET /sets/:code/history.csv
    GET /sets/:code/lacking.csv`,
  'lead office head business': `
    GET /absences · GET /absences.csv · GET /absences/:id
    GET /leavers · GET /leavers.csv · GET /leavers/:id · GET /leavers/certificates/:id
    GET /people · GET /people.csv · GET /people/:id · GET /classes · GET /classes.csv · GET /classes/:id
    GET /agreements · GET /agreements.csv · GET /agreements/:id · GET /agreements/paper · POST /agreements/paper
    GET /agreements/reception · POST /agreements/reception · GET /agreements/classes · POST /agreements/classes`,
  'lead office': 'GET /reservations/offers · POST /reservations/offers · GET /absences/new · POST /absences · POST /absences/:id · POST /absences/:id/done',
  'lead office technician': `
    GET /paper · POST /paper · GET /labels · POST /labels · GET /labels/made/:id · GET /labels/made/:id/:file`,
  'lead office technician business': `
    GET /imports · POST /imports · GET /imports/templates/devices.csv · GET /imports/templates/people.csv
    GET /imports/:id · GET /imports/:id/progress · GET /imports/:id/problems.csv · GET /imports/:id/columns
    POST /imports/:id/columns · POST /imports/:id/about · POST /imports/:id/answers · POST /imports/:id/apply
    POST /imports/:id/undo · POST /imports/:id/throw-away`,
  'lead office business': `
    POST /leavers/:id/sign-off · GET /people/new · POST /people · GET /people/:id/edit · POST /people/:id · POST /people/:id/badge
    GET /reception · GET /reception/new · POST /reception · GET /supply-cards · POST /supply-cards/:id/return
    POST /people/:id/badge/removal · GET /classes/new · POST /classes · POST /classes/:id · POST /classes/:id/removal
    POST /classes/:id/adults · POST /classes/:id/adults/:person/removal · GET /classes/:id/cards/new
    POST /classes/:id/cards · GET /classes/:id/cards/:card · POST /classes/:id/cards/:card
    POST /classes/:id/cards/:card/withdrawal`,
  'lead technician business': 'GET /out-of-use/new · POST /out-of-use · POST /out-of-use/:id/end',
  'lead head business': `
    GET /who-had-it · POST /who-had-it · POST /who-had-it.csv · POST /checklist/put-away · POST /people/:id/account · POST /people/:id/account/closing
    POST /people/:id/account/email · POST /people/:id/account/second-step/removal
    GET /settings/sign-in · POST /settings/sign-in · POST /people/:id/roles
    GET /personal-devices/all · GET /personal-devices.csv · GET /settings/personal-devices · POST /settings/personal-devices
    GET /master-passwords · GET /master-passwords.csv · POST /master-passwords · GET /master-passwords/:id/holders
    POST /master-passwords/:id/holders · POST /master-passwords/:id/holders/:holder/end · POST /master-passwords/:id/end
    GET /access-review · GET /access-review.csv · POST /access-review · GET /access-review/accounts/:id · POST /access-review/accounts/:id
    GET /access-review/past · GET /access-review/past/:term
    GET /settings/presets · GET /settings/presets/:preset · POST /settings/presets/:preset
    GET /settings · POST /settings · GET /settings/types · GET /settings/types.csv · GET /settings/types/new · POST /settings/types
    GET /settings/types/:id · POST /settings/types/:id · GET /settings/mail · POST /settings/mail/test
    POST /settings/mail/:id/again · GET /settings/jobs · GET /settings/school-file · GET /settings/retention · POST /settings/retention · GET /settings/retention/report · GET /settings/privacy-notice · GET /settings/privacy-assessment · POST /settings/school-file · GET /settings/school-file/:id · GET /settings/school-file/:id/:name · GET /people/:id/record · POST /people/:id/record.json · GET /settings/reminders · POST /settings/reminders
    POST /settings/reminders/trial · GET /agreements/new · POST /agreements · POST /agreements/:id/end
    GET /settings/limits · POST /settings/limits · GET /settings/reservations · POST /settings/reservations · GET /settings/off-site · POST /settings/off-site · GET /settings/run-up · POST /settings/run-up
    GET /settings/new-year · POST /settings/new-year
    GET /settings/agreements · POST /settings/agreements · GET /settings/approvals · POST /settings/approvals
    GET /settings/checks · POST /settings/checks · GET /settings/checks/:id · POST /settings/checks/:id
    POST /settings/checks/:id/end
    GET /settings/password-resets · POST /settings/password-resets`,
  'lead head': 'GET /new-year · GET /new-year/dry-run · GET /new-year/dry-run.csv · GET /new-year/plans/:id',
  'lead technician': `
    GET /devices/new · POST /devices · GET /devices/:code/edit · POST /devices/:code · GET /sets/new · POST /sets
    GET /sets/:code/edit · POST /sets/:code · POST /sets/:code/class · POST /sets/:code/devices · POST /sets/:code/devices/:device/removal
    GET /allocations · GET /allocations.csv · GET /allocations/new · POST /allocations · GET /allocations/:id/end · POST /allocations/:id/end
    GET /allocations/:id/receipt · POST /allocations/:id/receipt · POST /allocations/receipts/:receipt/closing
    GET /allocations/several · POST /allocations/several · POST /allocations/several/confirmation
    POST /allocations/answers/:answer/closing
    GET /device-checks · POST /device-checks · GET /device-checks/list · GET /device-checks/list.csv
    GET /device-checks/evidence · POST /device-checks/evidence · GET /device-checks/evidence/:id
    POST /device-checks/evidence/:id · GET /device-checks/powershell · GET /device-checks/powershell.ps1
    GET /password-resets · POST /password-resets · GET /password-resets.csv`,
  'lead': `
    POST /new-year · POST /new-year/readiness · POST /new-year/effect · GET /new-year/classes · POST /new-year/classes · GET /new-year/classes/new
    GET /new-year/classes/:id · POST /new-year/classes/:id · POST /new-year/classes/:id/ending · GET /new-year/trolleys · POST /new-year/trolleys
    GET /new-year/people · POST /new-year/people
    GET /password-resets/:id/strike-out · POST /password-resets/:id/strike-out
    GET /loans/:id/correct · POST /loans/:id/correct · POST /loans/:id/strike-out · GET /desk/open · POST /desk/open
    POST /desks/:id/close`,
}

const ROLES: Role[] = ['staff', 'lead', 'office', 'technician', 'head', 'business']
const lines = Object.entries(TABLE).flatMap(([who, routes]) =>
  routes.split(/[·\n]/).map((route) => route.trim()).filter(Boolean).map((route) => ({ route, who })))

function services(db: Parameters<typeof schoolsOf>[0]) {
  return {
    schools: schoolsOf(db, null), config: readConfig({ NODE_ENV: 'test' }), clock: () => TUESDAY,
    log: pino({ level: 'silent' }), setUpCode: 'x',
  }
}

/** What is mounted past the list of routes, which alone says who may call what. */
const besideThem = (app: Express) => (app.router.stack as unknown as { route?: { path: string } }[]).flatMap(({ route }) => route?.path ?? [])

it('has a line for every route, and a route for every line', async () => {
  const { db } = await startApp()
  const routes = allRoutes(services(db)).map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect(lines.map(({ route }) => route).toSorted()).toEqual(routes.toSorted())
})

it('serves no route that does not declare who may call it', async () => {
  const { db } = await startApp()
  const routes = allRoutes(services(db))
  expect(routes.filter(({ access }) => !access)).toEqual([])
  expect(besideThem(createApp(services(db)))).toEqual([])
})

type Answer = 'let in' | 'refused' | 'sent to sign in' | 'sent to open a desk' | 'asked for a badge'

/** What the table says that a caller gets; `nobody` is signed in without any role. */
function expected(who: string, caller: Role | 'nobody' | 'anonymous' | 'a desk'): Answer {
  if (who === 'anybody') return 'let in'
  if (who === 'half-way in') return 'sent to sign in'
  if (who === 'desk' && caller === 'a desk') return 'let in'
  if (who.includes('a badge') && caller === 'a desk') return 'asked for a badge'
  if (caller === 'anonymous' || caller === 'a desk') return 'sent to sign in'
  if (who === 'desk') return caller === 'lead' ? 'sent to open a desk' : 'refused'
  if (who === 'signed in') return 'let in'
  return who.split(' ').includes(caller) ? 'let in' : 'refused'
}

function answerOf({ status, headers }: Response): Answer | `failed with ${number}` {
  const to = headers.get('Location') ?? ''
  if (status >= 500) return `failed with ${status}`
  if (status === 403) return 'refused'
  if (to.startsWith('/sign-in?') || to === '/sign-in') return 'sent to sign in'
  if (to === '/desk/check') return 'asked for a badge'
  return to === '/desk/open' ? 'sent to open a desk' : 'let in'
}

it('lets each role, nobody, a desk and anonymous callers through each route just as the table says', async () => {
  const school = await startApp()
  const url = await serve(school.app)
  const accounts = new Map<string, string>()
  for (const role of [...ROLES, 'nobody' as const]) {
    const person = await addPerson(school.db, { name: `The ${role}`, roles: role === 'nobody' ? [] : [role] })
    accounts.set(role, await addAccount(school.db, person))
  }
  const desk = await openDesk(school.db, 'Suite desk', school.lead, TUESDAY)
  const cookieOf = async (caller: string) => {
    if (caller === 'a desk') return `kitbook-desk=${desk}`
    const account = accounts.get(caller)
    return account ? `kitbook=${await startSession(school.db, account, 'test', TUESDAY)}` : ''
  }
  const wrong: string[] = []
  for (const { route, who } of lines) {
    const [method, path] = route.split(' ') as [string, string]
    for (const caller of [...ROLES, 'nobody', 'anonymous', 'a desk'] as const) {
      if (route === 'POST /sign-out' && caller !== 'anonymous' && caller !== 'a desk') continue
      const address = url + path.replaceAll(/:\w+/g, 'nothing')
      const response = await fetch(address, { method, redirect: 'manual', headers: { Cookie: await cookieOf(caller) } })
      const given = answerOf(response)
      const answer = given === 'sent to open a desk' && who !== 'desk' ? 'let in' : given
      if (answer !== expected(who, caller)) wrong.push(`${route} as ${caller}: ${answer}, not ${expected(who, caller)}`)
    }
  }
  expect(wrong).toEqual([])
})

it('signs everybody out who asks to', async () => {
  const school = await startApp()
  const url = await serve(school.app)
  const { id } = await school.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  const Cookie = `kitbook=${await startSession(school.db, id, 'test', TUESDAY)}`
  expect((await fetch(`${url}/account`, { redirect: 'manual', headers: { Cookie } })).status).toBe(200)
  await fetch(`${url}/sign-out`, { method: 'POST', redirect: 'manual', headers: { Cookie } })
  expect((await fetch(`${url}/account`, { redirect: 'manual', headers: { Cookie } })).status).toBe(303)
})
