import type { Actor } from '../../events/record.ts'
import type { Contradiction, PlanFacts } from '../dry-run/facts.ts'

/** Everything that an effect works from. */
export type Effect = { plan_id: string, year_id: string, facts: PlanFacts, contradictions: Contradiction[], actor: Actor }
