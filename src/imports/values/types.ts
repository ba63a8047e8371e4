import { fold } from '../../text/fold.ts'

export type SchoolType = { id: string, name: string, code_prefix: string }
export type TypeClues = { item: string, make: string, model: string, label: string, os: string, code: string }

/** What makers and teachers call things; a school's own types are found by the same words. */
const CONCEPTS: { key: string, words: RegExp }[] = [
  { key: 'video-conferencing', words: /\bvideo.?conf|\bconferencing\b|\bmeeting (?:owl|bar|room)|\bwebcam/ },
  { key: 'video camera', words: /\bvideo ?cam|camcorder|handycam|\bhc-?v\d|\bflip ?cam/ },
  { key: 'iPad', words: /\bi-?pads?\b/ },
  { key: 'Chromebook', words: /\bchrome ?books?\b|\bchrome ?os\b/ },
  { key: 'data logger', words: /\bdata ?-?logg|\blog-?box|\beasysense|\blog-?it\b/ },
  { key: 'encrypted USB pen', words: /\bdatashur|\bironkey|\busb\b|\bpen ?drives?\b|\bmemory (?:stick|pen)|\bflash drive|\bdatatraveler/ },
  { key: 'robot', words: /\brobot|\bbee-?bots?\b|\bblue-?bots?\b|\bpro-?bots?\b|\broamer|\bsphero|\bozobot|\bwedo\b|\bmindstorms|\bedison\b|\bcubetto|\bino-?bot|\bcode-?a-?pillar|\blego spike/ },
  { key: 'laptop', words: /\blap-?tops?\b|\bnote-?books?\b|\bmac ?books?\b|\bnetbooks?\b|\bthink(?:book|pad)|\blatitude|\bprobook|\belitebook|\bzbook|\bideapad|\binspiron|\bvostro|\btravelmate|\bsurface\b|\bvivobook|\bexpertbook|\blifebook|\btoughbook|\btecra|\bdynabook|\bsatellite pro|\bxps \d|\bpavilion\b|\bgeobook|\bultrabooks?\b|\bportege|\baspire [1-9a-z]/ },
  { key: 'camera', words: /\bcameras?\b|\bixus|\bcoolpix|\blumix|\bpowershot|\bdslr|\bgopro|\bcyber-?shot|\bfinepix|\btuff-?cam/ },
  { key: 'desktop', words: /\bdesktops?\b|\boptiplex|\bimac\b|\bprodesk|\belitedesk|\ball.in.one|\bthinkcentre|\bmac mini|\bchromebox/ },
  { key: 'phone', words: /\biphone|\bsmart ?phone|\bgalaxy (?:s|a)\d/ },
  { key: 'tablet', words: /\btablets?\b|\bgalaxy tab|\bkindle|\bfire hd/ },
]

/** "Laptop charger", "iPad case": what goes with a device is not one. */
const ACCESSORY = /\b(?:trolley|cart|charger|case|cover|bag|cable|adapt[eo]r|stand|keyboard|dock|docking station|sleeve|battery|tripod|screen protector|headphones?|mouse|mount|printer|stylus|pencil)s?$/

/** The school's type that fits what a line says, surest clue first; null asks a person. */
export function typeOf(clues: TypeClues, types: readonly SchoolType[], usual: string | null = null): string | null {
  const item = meaning(clues.item)
  if (item !== '' && ACCESSORY.test(item) && !/\b(?:with|and|inc|incl)\b|[&+]/.test(item)) return null
  const said = [item, meaning(`${clues.make} ${clues.model}`)].filter((text) => text !== '')
  const found = firstOf(said, types)
  if (found) return found
  if (said.some((text) => conceptOf(text) !== null)) return null
  const byName = item === '' ? byWords(meaning(clues.label), types) ?? byPrefix(clues.code, types) : null
  return bySystem(clues.os, types) ?? byName ?? (usual && typeCalled(usual, types))
}

function firstOf(texts: string[], types: readonly SchoolType[]): string | null {
  return texts.map((text) => byWords(text, types)).find((id) => id !== null) ?? null
}

/** The type that goes by one of the words every school uses for it, such as "iPad". */
export function typeCalled(concept: string, types: readonly SchoolType[]): string | null {
  return ofConcept(conceptOf(fold(concept)), types)
}

/** Whether words name a kind of equipment that schools have, whatever types this school keeps. */
export function saysWhatItIs(text: string): boolean {
  return conceptOf(meaning(text)) !== null
}

/** The words without what is in brackets, "Laptop (spare)" being a laptop; folded. */
function meaning(text: string): string {
  const outside = fold(text.replace(/\([^)]*\)?/g, ' '))
  return outside === '' ? fold(text.replace(/[()]/g, ' ')) : outside
}

function byWords(text: string, types: readonly SchoolType[]): string | null {
  if (text === '') return null
  const exact = types.find((type) => singular(fold(type.name)) === singular(text))
  return exact?.id ?? ofConcept(conceptOf(text), types) ?? containing(text, types)
}

function containing(text: string, types: readonly SchoolType[]): string | null {
  const within = types.filter((type) => ` ${words(text)} `.includes(` ${words(type.name)} `))
  return within.toSorted((a, b) => b.name.length - a.name.length)[0]?.id ?? null
}

function words(text: string): string {
  return fold(text).split(/[^a-z0-9]+/).map(singular).join(' ').trim()
}

function conceptOf(text: string): string | null {
  return CONCEPTS.find(({ words }) => words.test(text))?.key ?? null
}

function ofConcept(concept: string | null, types: readonly SchoolType[]): string | null {
  if (concept === null) return null
  const fitting = types.filter((type) => conceptOf(fold(type.name)) === concept)
  return fitting.toSorted((a, b) => a.name.length - b.name.length)[0]?.id ?? null
}

function bySystem(os: string, types: readonly SchoolType[]): string | null {
  const system = fold(os)
  if (/ipad ?os|^ios\b/.test(system)) return typeCalled('iPad', types)
  if (/chrome/.test(system)) return typeCalled('Chromebook', types)
  return /windows|mac ?os/.test(system) ? typeCalled('laptop', types) : null
}

function byPrefix(code: string, types: readonly SchoolType[]): string | null {
  const letters = /^([A-Z]+)-?\d/.exec(code)?.[1]
  return (letters && types.find((type) => type.code_prefix === letters)?.id) ?? null
}

function singular(text: string): string {
  return text.length > 3 ? text.replace(/(?<=[^s])s$/, '') : text
}
