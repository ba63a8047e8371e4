import { expect, it, onTestFinished } from 'vitest'
import { codeOf, comeToDesk, loansOnDisk, schoolOnDisk, tap, temporaryFolder } from './school.ts'
import { run, startServer } from './server.ts'

it('backed up while the desk goes on, restored by one command, and started again', async () => {
  const dataDir = temporaryFolder()
  const [desk] = await schoolOnDisk(dataDir, 20, 1)
  const first = await startServer(dataDir)
  await comeToDesk(first.url, desk!)
  for (let number = 1; number <= 10; number++) await tap(first.url, desk!, 'scans', { code: codeOf(number) })
  expect(run(dataDir, 'backup')).toMatchObject({ ok: true, said: expect.stringContaining('Backed up and checked') })
  for (let number = 11; number <= 20; number++) await tap(first.url, desk!, 'scans', { code: codeOf(number) })
  expect(run(dataDir, 'restore', 'latest')).toMatchObject({ ok: false, said: expect.stringContaining('Kitbook is running') })
  await first.end('SIGTERM')
  expect((await loansOnDisk(dataDir)).codes).toHaveLength(20)
  expect(run(dataDir, 'restore', 'latest')).toMatchObject({ ok: true, said: expect.stringContaining('Everybody signs in anew') })
  const second = await startServer(dataDir)
  expect(await (await fetch(`${second.url}/healthz`)).text()).toBe('ok')
  await second.end('SIGTERM')
  const { codes, integrity } = await loansOnDisk(dataDir)
  expect({ loans: codes.length, integrity }).toEqual({ loans: 10, integrity: 'ok' })
})

it('a command that is not understood changes nothing and says what to do', () => {
  const dataDir = temporaryFolder()
  expect(run(dataDir, 'restore')).toMatchObject({ ok: false, said: expect.stringContaining('npm run restore -- latest') })
  expect(run(dataDir, 'restore', 'no-such-file.db')).toMatchObject({ ok: false, said: expect.stringContaining('there is no file') })
  expect(run(dataDir, 'backup')).toMatchObject({ ok: false, said: expect.stringContaining('No backup was made') })
})

it('a setting that cannot be understood is one line, whatever the command', () => {
  process.env['PORT'] = 'abc'
  onTestFinished(() => void delete process.env['PORT'])
  for (const command of ['backup', 'restore', 'certificate']) {
    expect(run(temporaryFolder(), command)).toEqual({ ok: false, said: 'Kitbook: PORT must be a whole number from 0 to 65535, such as 3000.\n' })
  }
})
