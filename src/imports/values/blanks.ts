const MARKS = /^[?!.\-–—_/*\s]*$/
const NOTHING = new RegExp(`^(?:${[
  'n\\.? ?[/\\\\]? ?a\\.?', 'none', 'nil', 'null', 'nan', 'undefined', 'unk', 'unknown', 'not known', 'not recorded',
  't\\.?b\\.?[ac]\\.?', 'to be confirmed', '#n/a', '#ref!', '#value!', '#name\\?',
].join('|')})$`, 'i')

/** Whether a cell says that nothing is known: "?", "n/a", "-", "unknown". */
export function isBlank(cell: string): boolean {
  return MARKS.test(cell) || NOTHING.test(cell.trim())
}

/** The cell's words in single spaces; empty when it says nothing. */
export function said(cell: string): string {
  return isBlank(cell) ? '' : cell.replace(/\s+/g, ' ').trim()
}
