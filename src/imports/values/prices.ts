import { isBlank } from './blanks.ts'

export type PriceRead = { pence: number } | { problem: string } | null

const NO_PRICE = /^(?:free|donated|donation|gift|gifted|leased?|loan(?:ed)?|rented|pta|grant)$/i
const AROUND = /(?:\b(?:each|ea|per unit|inc|incl|exc?|excl|vat|approx|about|circa|ca|gbp|pounds?)\b\.?|^c\.|~|[()+])/gi
const MOST_PENCE = 10_000_000

/** Pence from what lists write: "£1,249.00", "450", "399.99 inc VAT", "1.249,00"; null when nothing is said. */
export function readPrice(cell: string): PriceRead {
  if (isBlank(cell) || NO_PRICE.test(cell.trim())) return null
  if (/[$€]|\b(?:usd|eur)\b/i.test(cell)) return { problem: `“${cell}” is not in pounds` }
  const pounds = inPounds(cell.replace(AROUND, '').replace(/[£\s]/g, ''))
  if (pounds === null || pounds < 0) return { problem: `“${cell}” is not a price that Kitbook can read` }
  const pence = Math.round(pounds * 100)
  return pence > MOST_PENCE ? { problem: `“${cell}” is too much to be the price of one device` } : { pence }
}

function inPounds(text: string): number | null {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?$/.test(text)) return Number(text.replaceAll(',', ''))
  if (/^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (/^\d+,\d{1,2}$/.test(text)) return Number(text.replace(',', '.'))
  if (/^\d+(?:\.\d{1,4})?(?:\/-)?$/.test(text)) return Number.parseFloat(text)
  return /^\d{1,4}p$/.test(text) ? Number.parseInt(text, 10) / 100 : null
}
