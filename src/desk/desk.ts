/** A shared screen that the lead opened: a session of its own kind, limited to the desk's pages. */
export type Desk = { id: string, name: string, set_id: string | null, at_desk: string }
