import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { newFormKey } from '../../src/http/forms.ts'
import { addPerson, signedIn, TUESDAY } from '../support/app.ts'
import { schoolOnDisk } from '../support/on-disk.ts'

test('the lead makes the file, saves it, and the log says so; a double click makes one', { timeout: 60_000 }, async () => {
  const kit = await schoolOnDisk()
  const lead = await signedIn(kit, kit.lead)
  expect((await lead.get('/settings')).text).toContain('/settings/school-file')
  expect((await lead.get('/settings/school-file')).text).toContain('names, e-mail addresses')
  const form_key = newFormKey()
  const made = await lead.post('/settings/school-file').type('form').send({ form_key })
  expect((await lead.post('/settings/school-file').type('form').send({ form_key })).headers['location']).toBe(made.headers['location'])
  await expect.poll(async () => (await lead.get(made.headers['location']!)).text, { timeout: 30_000 }).toContain('Save the file')
  const href = /href="([^"]+\.zip)"/.exec((await lead.get(made.headers['location']!)).text)![1]!
  expect(href).toContain('kitbook-2026-11-24.zip')
  const sent = await lead.get(href).buffer().parse((res, done) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)))
  })
  expect(Object.keys(unzipSync(sent.body as Buffer))).toContain('json/people.json')
  expect(sent.headers['cache-control']).toContain('no-store')
  expect(await kit.db.selectFrom('events').select(['verb', 'actor_id']).where('verb', '=', 'school-file.made').execute()).toEqual([{ verb: 'school-file.made', actor_id: kit.lead }])
})

test('it is for who asked, and for an hour', async () => {
  const kit = await schoolOnDisk()
  const head = await signedIn(kit, await addPerson(kit.db, { name: 'Hedda Marsh', roles: ['head'] }))
  const lead = await signedIn(kit, kit.lead)
  const { headers } = await lead.post('/settings/school-file').type('form').send({ form_key: newFormKey() })
  expect((await head.get(headers['location']!)).status).toBe(404)
  kit.clock.now = new Date(TUESDAY.getTime() + 3601_000)
  expect((await lead.get(headers['location']!)).status).toBe(404)
})
