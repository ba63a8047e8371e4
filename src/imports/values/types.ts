import { fold } from '../../text/fold.ts'
import { anyOf } from './word-lists.ts'

export type SchoolType = { id: string, name: string, code_prefix: string }
export type TypeClues = { item: string, make: string, model: string, label: string, os: string, code: string }

/** What makers and teachers call things; a school's own types are found by the same words. */
const CONCEPTS: { key: string, words: RegExp }[] = [
  { key: 'video-conferencing', words: anyOf('video.?conf*, conferencing, meeting (?:owl|bar|room)*, webcam*') },
  { key: 'video camera', words: anyOf('video ?cam*, camcorder*, handycam*, hc-?v[0-9]*, flip ?cam*') },
  { key: 'iPad', words: anyOf('i-?pads?') },
  { key: 'Chromebook', words: anyOf('chrome ?books?, chrome ?os') },
  { key: 'data logger', words: anyOf('data ?-?logg*, log-?box*, easysense*, log-?it') },
  {
    key: 'encrypted USB pen',
    words: anyOf('datashur*, ironkey*, usb, pen ?drives?, memory (?:stick|pen)*, flash drive*, datatraveler*'),
  },
  {
    key: 'robot',
    words: anyOf(`
      robot*, bee-?bots?, blue-?bots?, pro-?bots?, ino-?bots?, roamer*, sphero*, ozobot*, wedo, mindstorms*, edison,
      cubetto*, code-?a-?pillar*, lego spike*`),
  },
  {
    key: 'laptop',
    words: anyOf(`
      lap-?tops?, note-?books?, mac ?books?, netbooks?, ultrabooks?, think(?:book|pad)*, latitude*, probook*,
      elitebook*, zbook*, ideapad*, inspiron*, vostro*, travelmate*, surface, vivobook*, expertbook*, lifebook*, toughbook*,
      tecra*, dynabook*, satellite pro*, portege*, xps [0-9]*, pavilion, geobook*, aspire [1-9a-z]*`),
  },
  {
    key: 'camera',
    words: anyOf('cameras?, ixus*, coolpix*, lumix*, powershot*, dslr*, gopro*, cyber-?shot*, finepix*, tuff-?cam*'),
  },
  {
    key: 'desktop',
    words: anyOf('desktops?, optiplex*, imac, prodesk*, elitedesk*, all.in.one*, thinkcentre*, mac mini*, chromebox*'),
  },
  { key: 'phone', words: anyOf('iphone*, smart ?phone*, galaxy [sa][0-9]*') },
  { key: 'tablet', words: anyOf('tablets?, galaxy tab*, kindle*, fire hd*') },
]

const PARTS = `
  trolley|cart|charger|case|cover|bag|cable|adapt[eo]r|stand|keyboard|dock|docking station|sleeve|battery|tripod
  |screen protector|headphone|mouse|mount|printer|stylus|pencil`.replace(/\n */g, '')

/** "Laptop charger", "iPad case": what goes with a device is not one. */
const ACCESSORY = new RegExp(`\\b(?:${PARTS})s?$`)

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
