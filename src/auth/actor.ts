import type { Request } from 'express'
import type { Actor } from '../events/record.ts'

/** Whoever is signed in, as the one who did it. */
export function actorOf(req: Request): Actor {
  return { person_id: req.viewer?.person_id ?? null, desk_id: null }
}

/** The same where somebody is signed in. */
export function ownActorOf(req: Request): Actor & { person_id: string } {
  return { person_id: req.viewer!.person_id, desk_id: null }
}
