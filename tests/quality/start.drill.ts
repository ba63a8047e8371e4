import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, top } from './server.ts'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'kitbook-start-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a start says that cannot succeed. */
function failedStart(env: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, ['dist/bundle/src/server.js'], {
    cwd: top, encoding: 'utf8', timeout: 30_000, env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'silent', PORT: '0', ...env },
  })
  return { status, lines: stderr.trim().split('\n') }
}

it('lets one process at a time work on a folder, and the next one after it, even when it was killed', async () => {
  const dataDir = join(folder, 'one')
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const server = await startServer(dataDir)
    const second = failedStart({ DATA_DIR: dataDir })
    expect(second).toEqual({ status: 1, lines: [expect.stringContaining('Kitbook is running already on the folder')] })
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok')
    await server.end(signal)
  }
})

it('says in one line that the port is in use', async () => {
  const server = await startServer(join(folder, 'two'))
  const { port } = new URL(server.url)
  expect(failedStart({ DATA_DIR: join(folder, 'three'), PORT: port }))
    .toEqual({ status: 1, lines: [`Kitbook cannot start. PORT ${port} is in use already, perhaps by another Kitbook. Stop that one, or set another PORT.`] })
  await server.end('SIGTERM')
})

it('says in one line that its folder cannot be written to, that its file is no database, that a setting is wrong', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, 'not a folder')
  expect(failedStart({ DATA_DIR: join(file, 'data') }).lines).toEqual([expect.stringContaining('cannot be written to')])
  await writeFile(join(folder, 'kitbook.db'), 'not a database, however long this text may be'.repeat(100))
  expect(failedStart({ DATA_DIR: folder }).lines).toEqual([expect.stringContaining('is damaged or no database')])
  expect(failedStart({ DATA_DIR: folder, DATABASE_URL: 'postgres://127.0.0.1:1/x' }).lines).toEqual([expect.stringContaining('DATABASE_URL leads to no database')])
  expect(failedStart({ DATA_DIR: folder, LOG_LEVEL: 'loud' }).lines).toEqual(['Kitbook cannot start. LOG_LEVEL must be one of silent, error, warn, info, debug.'])
})
