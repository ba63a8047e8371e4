/** What the desk said to one scan or tap. Ids and codes of reasons; names are looked up when it is shown. */
export type AnswerKind =
  | 'out' | 'back' | 'passed on' | 'refused' | 'unknown' | 'undone' | 'not undone'
  | 'at the desk' | 'left' | 'who' | 'what for' | 'who answers' | 'terms' | 'not them' | 'going home' | 'which name'
  | 'whose' | 'sure' | 'seen' | 'kept by other' | 'with its keeper' | 'out of use' | 'nothing to take' | 'changed' | 'not proved' | 'not taken'
  | 'no such class' | 'class of last year' | 'keeper asked' | 'card waits'

export type Refused = { code: string, reasons: string[] }

export type Answer = {
  kind: AnswerKind
  device_ids: string[]
  person_id: string | null
  set_id: string | null
  /** Loans begun and loans ended by it, for Undo. */
  begun: string[]
  ended: string[]
  refused: Refused[]
  /** Of what was refused, the head alone could let it go. */
  heads?: boolean
  /** It was refused only because somebody has reserved it: the computing lead could let it go. */
  leads?: boolean
  /** Of a set that went out a moment ago, some is in store still. */
  rest?: boolean
  /** What the borrower is told of although it went out; an answer from before there was any has none. */
  warned?: string[]
}

export function answer(kind: AnswerKind, facts: Partial<Omit<Answer, 'kind'>> = {}): Answer {
  return { kind, device_ids: [], person_id: null, set_id: null, begun: [], ended: [], refused: [], ...facts }
}

/** What reached the desk cannot be acted on, for these reasons. */
export function notTaken(reasons: string[]): Answer {
  return answer('not taken', { refused: [{ code: '', reasons }] })
}

const UNDO_MS = 5 * 60_000

/** A slip is undone at the desk within five minutes; later corrections are the lead's. */
export function canUndo(said: Answer, answeredAt: string, undone: boolean, now: Date): boolean {
  const acted = said.begun.length + said.ended.length > 0
  return acted && !undone && now.getTime() - Date.parse(answeredAt) <= UNDO_MS
}
