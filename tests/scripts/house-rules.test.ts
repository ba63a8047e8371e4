import { describe, expect, it } from 'vitest'
import { forbiddenImports } from '../../scripts/house-rules/imports.ts'
import { forbiddenTexts } from '../../scripts/house-rules/texts.ts'

const importing = (path: string, name: string) => forbiddenImports([{ path, text: `import { x } from '${name}'\n` }])

describe('which may know which', () => {
  it.each([
    ['src/http/page.ts', '../loans/store.ts'],
    ['src/database/act.ts', '../loans/rules.ts'],
    ['src/mail/queue.ts', '../people/store.ts'],
    ['src/errors.ts', './desk/words.ts'],
    ['src/today/rows.ts', '../loans/routes.ts'],
    ['src/loans/lend.ts', '../schools/schools.ts'],
    ['src/custody/store.ts', '../devices/store.ts'],
    ['src/custody/rules.ts', '../loans/rules.ts'],
    ['src/loans/rules.ts', 'kysely'],
    ['src/loans/rules.ts', './store.ts'],
    ['src/loans/rules.ts', '../database/act.ts'],
    ['src/mail/reminders.ts', 'nodemailer'],
    ['src/calendar/due.ts', '../http/say.ts'],
    ['src/loans/store.ts', 'zod'],
    ['src/loans/store.ts', '../http/forms.ts'],
    ['src/loans/lend.ts', 'express'],
    ['db/migrations/2027-01-01_more.ts', '../../src/database/ids.ts'],
    ['src/app.ts', '../tests/support/app.ts'],
    ['tests/simulation/model/due.ts', '../../../src/calendar/due.ts'],
    ['tests/simulation/model/due.ts', 'luxon'],
    ['tests/simulation/model/due.ts', '../play/desk.ts'],
  ])('%s may not import %s', (path, name) => expect(importing(path, name)).toHaveLength(1))

  it.each([
    ['src/loans/routes.ts', 'express'],
    ['src/loans/routes.ts', '../http/routes.ts'],
    ['src/desk/carry-out.ts', '../loans/lend.ts'],
    ['src/loans/lend.ts', '../custody/store.ts'],
    ['src/app.ts', './loans/routes.ts'],
    ['src/loans/rules.ts', '../calendar/due.ts'],
    ['src/loans/rules.ts', '../database/tables.ts'],
    ['src/http/request.ts', '../schools/school.ts'],
    ['src/loans/store.ts', 'kysely'],
    ['tests/simulation/model/due.ts', './calendar.ts'],
  ])('%s may import %s', (path, name) => expect(importing(path, name)).toEqual([]))

  it.each([
    `import type { X } from '../loans/store.ts'`,
    `export { x } from '../loans/store.ts'`,
    `await import('../loans/store.ts')`,
    `import '../loans/store.ts'`,
  ])('however it is written: %s', (text) => {
    expect(forbiddenImports([{ path: 'src/http/page.ts', text }])).toHaveLength(1)
  })
})

describe('what is never written', () => {
  const house = ['ro', 'ot'].join('')
  it.each([
    ['views/book/index.ejs', '<p><%- v.name %></p>'],
    ['views/layout.ejs', '<%- v.title %>'],
    ['views/book/index.ejs', '<a href="#" onclick="go()">'],
    ['views/book/index.ejs', '<p style="color: red">'],
    ['views/book/index.ejs', '<script>go()</script>'],
    ['src/loans/rules.ts', 'const now = new Date()'],
    ['src/calendar/due.ts', 'DateTime.now()'],
    ['src/mail/reminders.ts', 'Date.now()'],
    ['src/loans/lend.ts', `process.env['PORT']`],
    ['src/loans/lend.ts', 'db.transaction().execute(fn)'],
    ['package-lock.json', '      "resolved": "https://example.org/x.tgz",'],
    ['README.md', `see /${house}/.cache/x`],
    ['README.md', ['from registry', 'npmjs', 'org'].join('.')],
    ['src/loans/lend.ts', `// ${['TO', 'DO'].join('')}: later`],
    ['tests/loans/lend.test.ts', ['it', 'only("x")'].join('.')],
  ])('in %s: %s', (path, text) => expect(forbiddenTexts([{ path, text }])).toHaveLength(1))

  it.each([
    ['views/book/index.ejs', `<%- include('_list', { rows: v.rows }) %>`],
    ['views/layout.ejs', '<%- v.body %>'],
    ['views/book/index.ejs', '<script src="/assets/desk.js" type="module"></script>'],
    ['src/loans/rules.ts', 'const due = new Date(loan.due_at)'],
    ['src/config.ts', 'process.env'],
    ['README.md', 'the work/life balance of a/root/node'],
  ])('but in %s this may be: %s', (path, text) => expect(forbiddenTexts([{ path, text }])).toEqual([]))

  it('a file of more than 200 lines', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    expect(forbiddenTexts([{ path: 'src/loans/lend.ts', text: lines(200) }])).toEqual([])
    expect(forbiddenTexts([{ path: 'src/loans/lend.ts', text: lines(201) }])).toEqual(['src/loans/lend.ts: 201 lines; at most 200'])
  })

  it('says where', () => {
    expect(forbiddenTexts([{ path: 'src/x.ts', text: 'a\nprocess.env' }])).toEqual(['src/x.ts:2: only src/config.ts reads the environment'])
  })
})
