/**
 * A shared screen that the lead opened: a session of its own kind, limited to the desk's pages. `checker_id` is who may do
 * the end-of-day check there now, by a badge put to it within half an hour.
 */
export type Desk = { id: string, name: string, set_id: string | null, at_desk: string, checker_id: string | null }
