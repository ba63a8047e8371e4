import type { Request, Response } from 'express'
import { newFormKey } from '../../http/forms.ts'
import type { Move } from '../../loans/move-due.ts'

const KEPT = /^(school_year|first|last|kind|name|ends|(name|first|last|starts|ends|weekdays|as)_\d{1,3})$/

/** Shows which open loans a change would move, and asks; what was typed goes with the answer. */
export function askAboutMoves(req: Request, res: Response, moves: Move[]): void {
  const body = req.body as Record<string, unknown>
  const kept = Object.entries(body).filter(([name]) => KEPT.test(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
  const back = `/calendar${typeof body['school_year'] === 'string' ? `?year=${encodeURIComponent(body['school_year'])}` : ''}`
  res.page('calendar/ask', { moves, kept, action: req.path, back, form_key: newFormKey() }, { title: 'Open loans would be due at another time' })
}
