import type { Flag, LeftCode } from './words.ts'

/** Which class a trolley stands with, and the plan of a coming school year. */
export type NewYearTables = {
  class_sets: { set_id: string, school_year_id: string, class_id: string }
  new_year_plans: {
    id: string, school_year: string, starts_on: string, made_at: string, made_by_id: string | null
    ready_at: string | null, ready_by_id: string | null
    /** `in_effect_by_id` is null where it took effect by itself. */
    in_effect_at: string | null, in_effect_by_id: string | null
  }
  /** A null `name` says that the class it comes from ends; `class_id` is what it became. */
  new_year_classes: {
    id: string, plan_id: string, from_class_id: string | null, name: string | null, answers_id: string | null, purpose: string
    class_id: string | null, print_cards: Flag
  }
  new_year_adults: { id: string, line_id: string, person_id: string }
  new_year_trolleys: { plan_id: string, set_id: string, line_id: string }
  /** A null `keeper_id` brings the device back to the store; `was_keeper_id` had it when that was planned. */
  new_year_keepers: {
    id: string, plan_id: string, device_id: string, keeper_id: string | null, was_keeper_id: string | null, done_at: string | null
  }
  /** What was not done when the plan took effect, and why. */
  new_year_left: {
    id: string, plan_id: string, code: LeftCode, line_id: string | null, set_id: string | null, device_id: string | null, person_id: string | null
  }
}
