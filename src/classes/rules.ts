const SHORT: readonly [RegExp, string][] = [[/\b(year|yr|class|the)\b/gi, ''], [/\breception\b/gi, 'R'], [/\bnursery\b/gi, 'N']]

/** A code to print on a class's card: `CL-4OAK` for "Year 4 Oak"; `CL-4OAK-2` when that is taken. */
export function cardCode(className: string, taken: readonly string[]): string {
  const plain = className.normalize('NFD').replace(/\p{M}/gu, '')
  const short = SHORT.reduce((text, [from, to]) => text.replace(from, to), plain)
  const code = `CL-${short.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 12) || 'CLASS'}`
  if (!taken.includes(code)) return code
  const ends = Array.from({ length: taken.length + 1 }, (_, i) => `${code}-${i + 2}`)
  return ends.find((end) => !taken.includes(end))!
}

const BEFORE_YEARS = ['nursery', 'pre-school', 'preschool', 'reception']
const inOrder = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

/** As a school says its classes: Nursery, Reception, then Year 1 to the oldest. */
export function compareClasses(a: { name: string }, b: { name: string }): number {
  return rank(a.name) - rank(b.name) || inOrder.compare(a.name, b.name)
}

function rank(name: string): number {
  const at = BEFORE_YEARS.findIndex((word) => name.toLowerCase().startsWith(word))
  return at === -1 ? BEFORE_YEARS.length : at
}
