import type { Settings } from '../settings/store.ts'
import { qrText } from '../tags/qr.ts'
import type { Wish } from './forms.ts'
import type { Item, Order } from './items.ts'
import { pageCount } from './layout.ts'
import { isReadable, qrIn } from './qr.ts'
import { qrSide } from './qr-side.ts'
import { findSheet, perPage, type Sheet } from './sheets.ts'

export type Plan = { count: number, pages: number, sheet: Sheet, first: number, each: number, too_long_for_links: boolean }

/** What will come out of the printer. A first position that the sheet does not have counts as its first. */
export function planOf(items: readonly Item[], wish: Pick<Wish, 'sheet' | 'first' | 'tag'>, publicUrl: string | undefined): Plan {
  const sheet = findSheet(wish.sheet)!
  const each = perPage(sheet)
  const first = wish.first > each ? 1 : wish.first
  const link = linkFor(wish, publicUrl)
  return { count: items.length, pages: pageCount(sheet, items.length, first), sheet, first, each, too_long_for_links: isTooLong(items, link, sheet) }
}

function linkFor({ tag }: Pick<Wish, 'tag'>, publicUrl: string | undefined): string | null {
  return tag === 'link' && publicUrl ? publicUrl : null
}

/** Whether the longest link is too fine to be read at this sheet's size, so that codes are printed alone. */
function isTooLong(items: readonly Item[], link: string | null, { label }: Sheet): boolean {
  const longest = items.reduce((best, { code }) => (code.length > best.length ? code : best), '')
  if (!link || longest === '') return false
  return !isReadable(qrIn(qrText(longest, link), qrSide({ width: label[0], height: label[1] })))
}

export function orderOf(items: readonly Item[], wish: Wish, settings: Settings, publicUrl: string | undefined): Order {
  const { sheet, first, x, y, border } = wish
  return {
    items, sheet, placing: { first, x, y }, border: border === 1, link: linkFor(wish, publicUrl),
    school: { name: settings.school_name, phone: settings.school_phone },
  }
}
