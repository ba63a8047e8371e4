import type { Uses } from '../off-site/rules.ts'

/** Who and what is at a desk between two scans; kept with the desk, so that a reload loses nothing. */
export type AtDesk = {
  person_id: string | null, class_id: string | null, answers_id: string | null
  purpose: string | null
  /** `HH:MM` when a club was asked for; off-site the day, YYYY-MM-DD. Null is the usual time. */
  until: string | null
  /** What is scanned leaves the school, and for what; `acceptance` is that of the terms, null until it is there. */
  away: Uses & { acceptance: string | null } | null
  /** They came by their badge, not by a name that anybody can tap. */
  badged: boolean
  /** Devices scanned before it is known who takes them or what for. */
  waiting: string[]
  /** Those of them that somebody else has and the person takes over. */
  taking_over: string[]
  /** The last scan or tap, UTC ISO. */
  at: string
}

export const NOBODY: AtDesk = {
  person_id: null, class_id: null, answers_id: null, purpose: null, until: null, away: null, badged: false, waiting: [], taking_over: [], at: '',
}

const PERSON_STAYS = 30_000
const DEVICES_WAIT = 120_000

/** The desk as it stands at a moment: a person leaves after 30 seconds idle, a device on its own waits two minutes. */
export function atDeskNow(stored: string, moment: string): AtDesk {
  const state = { ...NOBODY, ...(JSON.parse(stored) as Partial<AtDesk>) }
  const idle = Date.parse(moment) - Date.parse(state.at)
  const stays = state.person_id !== null && state.waiting.length === 0 ? PERSON_STAYS : DEVICES_WAIT
  return idle <= stays ? state : NOBODY
}
