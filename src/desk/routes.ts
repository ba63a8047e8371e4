import type { Request, Response } from 'express'
import { z } from 'zod'
import { dayOf, instantsOf } from '../calendar/days.ts'
import { can } from '../auth/permissions.ts'
import { listStillNotBack } from '../end-of-day/store.ts'
import { fieldsHash, newFormKey, parseForm } from '../http/forms.ts'
import { get, post, type Handler, type Route } from '../http/routes.ts'
import { acceptAtDesk } from './accept-terms.ts'
import { askKeeperAtDesk } from './ask-keeper.ts'
import { goAway } from './away.ts'
import { chooseSet } from './choose-set.ts'
import * as forms from './forms.ts'
import type { Lane } from './decide.ts'
import { headSaysYes } from './head-says-yes.ts'
import { leadSaysYes } from './lead-says-yes.ts'
import { passTo } from './pass-to.ts'
import { reservedNext } from './reserved.ts'
import { answerScan } from './scan.ts'
import { deskScreen } from './screen.ts'
import { countOut, listOutNow } from './screen-store.ts'
import { searchNames } from './store.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import type { Given, Tap } from './tap.ts'
import { changeWish, choose, leaveDesk, refuseTap, sayClean, sayOnCharge, tapName, undo } from './taps.ts'

export const deskRoutes: Route[] = [
  get('/desk', 'desk', (req, res) => showDesk(req, res, 'desk')),
  get('/desk/back', 'desk', (req, res) => showDesk(req, res, 'back')),
  get('/desk/today', 'desk', showToday),
  get('/desk/names', 'desk', showNames),
  post('/desk/scans', 'desk', on(forms.scanForm, (req, tap, { code }) => scan(req, tap, code))),
  post('/desk/person', 'desk', on(forms.nameForm, (req, tap, { person_id }) => tapName(req.db, tap, person_id, req.now))),
  post('/desk/purpose', 'desk', on(forms.purposeForm, typedPurpose)),
  post('/desk/class', 'desk', on(forms.classForm, (req, tap, { class_id }) => changeWish(req.db, tap, { class_id }, req.now))),
  post('/desk/due', 'desk', on(forms.dueForm, (req, tap, { until }) => changeWish(req.db, tap, { until }, req.now))),
  post('/desk/answers', 'desk', on(forms.answersForm, (req, tap, { answers_id }) => changeWish(req.db, tap, { answers_id }, req.now))),
  post('/desk/choice', 'desk', on(forms.choiceForm, (req, tap, { device_id, choice }) => choose(req.db, tap, device_id, choice, req.now))),
  post('/desk/set', 'desk', on(forms.setForm, (req, tap, { set_id, choice }) => chooseSet(req.db, tap, set_id, choice, req.now))),
  post('/desk/away', 'desk', on(forms.awayForm, goesAway)),
  post('/desk/terms', 'desk', on(forms.termsForm, (req, tap, proof) => acceptAtDesk(req.db, tap, proof, req.now))),
  post('/desk/head-says-yes', 'desk', on(forms.headForm, (req, tap, yes) => headSaysYes(req.db, tap, yes, req.now))),
  post('/desk/ask-keeper', 'desk', on(forms.keeperForm, (req, tap, { device_id }) => askKeeperAtDesk(req.db, tap, device_id, req.now))),
  post('/desk/lead-says-yes', 'desk', on(forms.yesForm, (req, tap, yes) => leadSaysYes(req.db, tap, yes, req.now))),
  post('/desk/undo', 'desk', on(forms.undoForm, (req, tap, { scan_id, device_ids }) => undo(req.db, tap, scan_id, device_ids, req.now))),
  post('/desk/charge', 'desk', on(forms.chargeForm, (req, tap, { scan_id, on_charge }) => sayOnCharge(req.db, tap.desk_id, scan_id, on_charge))),
  post('/desk/clean', 'desk', on(forms.cleanForm, (req, tap, { scan_id, left_clean }) => sayClean(req.db, tap.desk_id, scan_id, left_clean, req.now))),
  post('/desk/pass', 'desk', on(forms.passForm, (req, tap, passing) => passTo(req.db, tap, req.desk!.set_id, passing, req.now))),
  post('/desk/done', 'desk', on(forms.tapForm, (req, tap) => leaveDesk(req.db, tap))),
]

type Answerer<T> = (req: Request, tap: Tap, data: T) => Promise<Given | void>
type TapFields = { id?: string | undefined, lane: Lane, waited: number }

/** Every scan and tap: read the form, act once, show the desk again: a part of it to the page's own queue, else by redirect. */
function on<S extends z.ZodType<TapFields>>(schema: S, run: Answerer<z.output<S>>): Handler {
  return async (req, res) => {
    const tap = tapOf(req)
    const parsed = parseForm(schema, req.body)
    const given = parsed.ok ? await run(req, tap, parsed.data) : await refuseTap(req.db, tap, parsed.form.problems.map(({ message }) => message))
    const { lane } = tap
    if (req.get('HX-Request-Type') === 'partial') return showDesk(req, res, lane, given?.read_again ? given.scan.id : null)
    res.redirect(303, lane === 'back' ? '/desk/back' : '/desk')
  }
}

/** A PIN is no part of the text that tells one tap from another: what is kept could be tried out. */
function tapOf(req: Request): Tap {
  const { id, lane, waited } = forms.tapForm.parse(req.body)
  const { id: _, waited: __, pin: ___, ...said } = req.body
  const scanned_at = new Date(req.now.getTime() - waited).toISOString()
  const text = `${req.path} ${fieldsHash(said)}`
  return { key: `${req.desk!.id} ${id ?? newFormKey()}`, desk_id: req.desk!.id, lane, text, scanned_at, answered_at: req.now.toISOString(), once_in_ms: 0 }
}

async function scan(req: Request, tap: Tap, code: string): Promise<Given | void> {
  if (code.trim() === '') return
  const { key, desk_id, lane, scanned_at } = tap
  return answerScan(req.db, { key, desk_id, lane, typed: code, scanned_at }, req.now)
}

/** A scanner types wherever the cursor stands: a known tag in the purpose box is a scan, not a purpose. */
async function typedPurpose(req: Request, tap: Tap, { purpose, class_id, until }: z.output<typeof forms.purposeForm>): Promise<Given | void> {
  if (await findTag(req.db, tagText(purpose))) return scan(req, tap, purpose)
  return changeWish(req.db, tap, { purpose, ...class_id !== undefined && { class_id }, ...until !== undefined && { until } }, req.now)
}

function goesAway(req: Request, tap: Tap, { away, carries_personal_data, video_calls }: z.output<typeof forms.awayForm>): Promise<Given> {
  return goAway(req.db, tap, away ? { carries_personal_data, video_calls } : null, req.now)
}

async function showDesk(req: Request, res: Response, lane: Lane, readAgain: string | null = null): Promise<void> {
  const desk = req.desk!
  const answerers = req.query['answerers'] === '1'
  const screen = await deskScreen(req.db, { desk, lane, readAgain, names: mayName(req), answerers, asks: req.school.settings }, req.now)
  const partial = req.get('HX-Request-Type') === 'partial'
  const today = partial ? null : await todayOf(req)
  const may_register = req.viewer !== null && can(req.viewer.roles, 'edit-devices')
  const title = lane === 'back' ? 'Bring back' : 'The desk'
  res.page('desk/index', { desk_name: desk.name, ...screen, ask_clean: req.school.settings.return_checklist, today, may_register }, { title, fragment: 'desk/_screen' })
}

const OUT_LINES = 40

/** A shared screen that children see names adults only where the school wants it. */
function mayName({ school, viewer }: Request): boolean {
  return school.settings.names_on_idle_desk || viewer !== null
}

async function todayOf(req: Request) {
  const { until } = instantsOf(dayOf(req.now))
  const lines = await listOutNow(req.db, OUT_LINES)
  const not_back = await listStillNotBack(req.db, OUT_LINES)
  const reserved = await reservedNext(req.db, req.now)
  return { ...await countOut(req.db, until), lines, not_back, reserved, names: mayName(req), now: req.now.toISOString() }
}

async function showToday(req: Request, res: Response): Promise<void> {
  res.page('desk/today', { today: await todayOf(req) }, { title: 'Out now', fragment: 'desk/_today' })
}

async function showNames(req: Request, res: Response): Promise<void> {
  const typed = String(req.query['q'] ?? '')
  const names = typed.trim().length < 2 ? [] : await searchNames(req.db, typed, dayOf(req.now))
  res.page('desk/names', { names, key: newFormKey() }, { title: 'Names', fragment: 'desk/_names' })
}
