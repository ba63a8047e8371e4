import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'

const SHEETS = ['app.css', 'css/forms.css', 'css/parts.css', 'css/desk.css', 'css/print.css']
const css = SHEETS.map((sheet) => readFileSync(`public/${sheet}`, 'utf8')).join('\n')
const pages = ['/styleguide', '/styleguide/list', '/styleguide/refused', '/styleguide/desk']

async function shownPages(): Promise<string[]> {
  const { app } = await startApp()
  const answers = await Promise.all(pages.map((page) => supertest(app).get(page).expect(200)))
  return answers.map(({ text }) => text)
}

test('every class of the style sheets is shown on the styleguide', async () => {
  const html = (await shownPages()).join('\n')
  const shown = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(/\s+/)))
  const styled = new Set([...css.replace(/\{[^{}]*\}/g, '{}').matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!))
  const setByHtmx = ['htmx-request', 'htmx-indicator']
  expect([...styled].filter((name) => !shown.has(name) && !setByHtmx.includes(name))).toEqual([])
})

test('the style sheets stay under 20 KB and a whole list page under 60 KB, compressed', async () => {
  const sizes = SHEETS.map((sheet) => gzipSync(readFileSync(`public/${sheet}`)).length)
  const styles = sizes.reduce((sum, size) => sum + size, 0)
  expect(styles).toBeLessThan(20_000)
  const scripts = ['node_modules/htmx.org/dist/htmx.min.js', 'public/app.js']
    .reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  const [, list] = await shownPages()
  expect(styles + scripts + gzipSync(list!).length).toBeLessThan(60_000)
})

test('nothing on a page is inline: no style, no script, no event attribute', async () => {
  for (const html of await shownPages()) {
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on/)
  }
})

test('no id stands twice on a page, and every label and description leads somewhere', async () => {
  for (const html of await shownPages()) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const named = html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)
    const wanted = [...named].flatMap(([, to]) => to!.split(' '))
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
  }
})

test('a refused form says Error in its title and links each problem to its field', async () => {
  const [, , html] = await shownPages()
  expect(html).toContain('<title>Error: Register a device')
  const links = [...html!.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links).toHaveLength(9)
  for (const id of links) expect(html).toMatch(new RegExp(`<(input|select|textarea)[^>]* id="${id}"`))
})

test('every icon that the parts name is drawn', async () => {
  const html = (await shownPages()).join('\n')
  const drawn = [...html.matchAll(/<svg class="icon"[^>]*><path d="([^"]*)"/g)].map(([, line]) => line!)
  expect(drawn.length).toBeGreaterThan(20)
  expect(drawn.filter((line) => !/^[Mm]\d/.test(line))).toEqual([])
})

test('a page that no sample has is not there', async () => {
  const { app } = await startApp()
  await supertest(app).get('/styleguide/nothing').expect(404)
})
