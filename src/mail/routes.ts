import type { Request, Response } from 'express'
import { withoutTokens } from '../auth/passwords.ts'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from './address.ts'
import { queueMail } from './queue.ts'
import { letterState } from './rules.ts'
import { countUnsent, type Letter, listLetters, tryAgain } from './store.ts'

const A_PAGE = 30

export function mailRoutes({ config }: { config: Config }): Route[] {
  return [
    get('/settings/mail', 'change-settings', (req, res) => showMail(req, res, config)),
    post('/settings/mail/test', 'change-settings', (req, res) => sendTest(req, res, config)),
    post('/settings/mail/:id/again', 'change-settings', async (req, res) => {
      if (!await tryAgain(req.db, String(req.params['id']), req.now)) throw new NotFound('There is no such letter.')
      res.redirect(303, '/settings/mail?done=again')
    }),
  ]
}

/** The people of a demonstration are made up, and without a mail server nothing can go: then letters wait here to be read. */
const isSending = (req: Request, config: Config) => config.smtpUrl !== undefined && !req.school.settings.is_demo

function doneWords(done: unknown, sending: boolean): string | undefined {
  if (done === 'again') return sending ? 'It is tried again within a minute.' : 'It waits here until Kitbook can send mail.'
  if (done !== 'test') return undefined
  return sending ? 'A letter to you is in the outbox. It goes within a minute.' : 'A letter to you is in the outbox, where you can read it. Nothing is sent from here.'
}

async function showMail(req: Request, res: Response, config: Config): Promise<void> {
  const before = typeof req.query['before'] === 'string' ? req.query['before'] : null
  const found = await listLetters(req.db, before, A_PAGE + 1)
  const letters = found.slice(0, A_PAGE)
  const sending = isSending(req, config)
  const notice = doneWords(req.query['done'], sending)
  res.page('mail/index', {
    letters: letters.map(readable),
    unsent: await countUnsent(req.db),
    has_server: sending,
    older: found.length > A_PAGE ? `/settings/mail?before=${letters.at(-1)!.id}` : null,
    newer: before === null ? null : '/settings/mail',
  }, { title: 'Mail', ...(notice && { notice }) })
}

/** One-time links are left out: whoever reads the outbox must not be able to take up another's account. */
function readable(letter: Letter) {
  return { ...letter, state: letterState(letter), words: withoutTokens(letter.body_text) }
}

async function sendTest(req: Request, res: Response, config: Config): Promise<void> {
  const { person_id, name, email } = req.viewer!
  await queueMail(req.db, {
    person_id, to: email, subject: 'Nothing to do: Kitbook can send mail', letter: 'test',
    model: { name, school: req.school.settings.school_name, link: `${publicAddress(config)}/settings/mail` },
  }, req.now)
  res.redirect(303, '/settings/mail?done=test')
}
