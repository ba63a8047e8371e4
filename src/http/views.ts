import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ejs, { type TemplateFunction } from 'ejs'
import { topFolder } from './folders.ts'

export type Model = Record<string, unknown>
/** `fresh` reads views anew each time; `strict` makes a key that a model lacks an error, not an empty place. */
export type ViewOptions = { fresh: boolean, strict: boolean }

const folder = join(topFolder, 'views')
const compiled = new Map<string, TemplateFunction>()

/** Renders `views/<name>.ejs` with its one local, `v`. Included parts get v's keys and what they are handed. */
export function renderView(name: string, model: Model, { fresh, strict }: ViewOptions): string {
  const shown = strict ? strictly(model, name) : model
  const whole: Model = { ...shown, include: includeFrom(name, { ...shown }, fresh) }
  return template(name, fresh)(strict ? strictly(whole, name) : whole)
}

/**
 * What a view includes its parts by: they get the view's keys and what they are handed. They are copied, as an object that
 * has another for its prototype is of a kind of its own, which makes every read of it slow; `include` has its place before
 * the copy is made, as putting a key onto one costs several times as much as the copy.
 */
function includeFrom(from: string, model: Model, fresh: boolean) {
  return (part: string, handed: Model = {}) => {
    const name = partOf(from, part)
    const own: Model = { include: null, ...model, ...handed }
    own['include'] = includeFrom(name, own, fresh)
    return template(name, fresh)(own)
  }
}

const parts = new Map<string, string>()

/** The view that a part's name means in another one; a page asks hundreds of times. */
function partOf(from: string, part: string): string {
  const key = `${from} ${part}`
  const known = parts.get(key) ?? posix.join(posix.dirname(from), part)
  parts.set(key, known)
  return known
}

function template(name: string, fresh: boolean): TemplateFunction {
  const known = compiled.get(name)
  if (known && !fresh) return known
  const filename = join(folder, `${name}.ejs`)
  // EJS's own include asks the disk for each part each time, and a page includes hundreds.
  const text = readFileSync(filename, 'utf8').replaceAll('<%- include(', '<%- v.include(')
  const options = { filename, strict: true, localsName: 'v', unsafePrototypeLocals: true }
  const made = ejs.compile(text, options)
  compiled.set(name, made)
  return made
}

function strictly<T extends object>(target: T, view: string): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver)
      if (typeof key === 'symbol' || key in object || Array.isArray(object)) return isPlain(value) ? strictly(value, view) : value
      throw new Error(`views/${view}.ejs reads "${key}", which its model lacks`)
    },
  })
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}
