const NOTHING = /^(?:[?!.\-–—_/*\s]*|n\.? ?[/\\]? ?a\.?|none|nil|null|nan|unknown|not known|not recorded|unk|t\.?b\.?[ac]\.?|to be confirmed|#n\/a|#ref!|#value!|#name\?|undefined)$/i

/** Whether a cell says that nothing is known: "?", "n/a", "-", "unknown". */
export function isBlank(cell: string): boolean {
  return NOTHING.test(cell.trim())
}

/** The cell's words in single spaces; empty when it says nothing. */
export function said(cell: string): string {
  return isBlank(cell) ? '' : cell.replace(/\s+/g, ' ').trim()
}
