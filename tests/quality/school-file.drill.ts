import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { codeOf, comeToDesk, inFile, loansOnDisk, schoolOnDisk, tap, temporaryFolder } from './school.ts'
import { run, startServer, top } from './server.ts'

it('everything is taken out while the desk goes on, brought into an empty Kitbook, and goes on there', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()]
  const zip = join(to, 'school.zip')
  const [desk] = await schoolOnDisk(from, 5, 1)
  const first = await startServer(from)
  await comeToDesk(first.url, desk!)
  for (let number = 1; number <= 5; number++) await tap(first.url, desk!, 'scans', { code: codeOf(number) })
  expect(run(from, 'school-file', zip)).toMatchObject({ ok: true, said: expect.stringContaining('Everything is in') })
  expect(run(from, 'bring-in', zip)).toMatchObject({ ok: false, said: expect.stringContaining('keeps a school already') })
  await first.end('SIGTERM')
  const brought = run(join(to, 'data'), 'bring-in', zip)
  expect(brought).toMatchObject({ ok: true, said: expect.stringMatching(/Wren Calloway begins here[^]*https:\/\/kitbook\.larkfield\.example\/new-password\//) })
  expect((await loansOnDisk(join(to, 'data'))).codes).toHaveLength(5)
  const second = await startServer(join(to, 'data'))
  const link = /new-password\/\S+/.exec(brought.said)![0]
  expect((await fetch(`${second.url}/${link}`)).status).toBe(200)
  await second.end('SIGTERM')
  expect(await inFile(join(to, 'data'), (db) => db.selectFrom('events').select('verb').where('verb', '=', 'restored').execute())).toHaveLength(1)
})

it('a file that is none changes nothing, and says why in one line', () => {
  const dataDir = temporaryFolder()
  expect(run(dataDir, 'bring-in')).toMatchObject({ ok: false, said: expect.stringContaining('npm run bring-in -- SCHOOL.zip') })
  expect(run(dataDir, 'bring-in', join(top, 'package.json'))).toMatchObject({ ok: false, said: expect.stringContaining('it is no ZIP that can be read') })
  expect(existsSync(join(dataDir, 'kitbook.db'))).toBe(false)
  expect(run(dataDir, 'school-file', join(dataDir, 'x.zip'))).toMatchObject({ ok: false, said: expect.stringContaining('No file was made') })
})
