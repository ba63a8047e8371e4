import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { codeOf, comeToDesk, type Desk, loansOnDisk, schoolOnDisk, send, tap, temporaryFolder } from './school.ts'
import { startServer, top } from './server.ts'

const compiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0
if (!compiler) console.log('The disk drills need Linux and a C compiler (cc); they are left out here.')

/** Compiles the disk that forgets, fills up or dies. */
function compileDisk(folder: string): string {
  const library = join(folder, 'disk.so')
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(top, 'tests/quality/disk.c'), '-ldl'])
  if (status !== 0) throw new Error(String(stderr))
  return library
}

/** A school at work on such a disk. `durable` is what a power cut would leave of it. */
async function onBadDisk(laptops: number) {
  const folder = temporaryFolder()
  const [dataDir, durable] = [join(folder, 'data'), join(folder, 'durable')]
  for (const made of [dataDir, durable]) mkdirSync(made)
  const [desk] = await schoolOnDisk(dataDir, laptops, 1)
  cpSync(dataDir, durable, { recursive: true })
  const env = { LD_PRELOAD: compileDisk(folder), KITBOOK_DISK: dataDir, KITBOOK_DURABLE: durable, LOG_LEVEL: 'silent' }
  const server = await startServer(dataDir, env)
  onTestFinished(async () => {
    await server.end('SIGKILL')
  })
  await comeToDesk(server.url, desk!)
  return { server, desk: desk!, dataDir, durable }
}

async function bookOut(url: string, desk: Desk, code: string): Promise<void> {
  expect(await tap(url, desk, 'scans', { code })).toContain(`${code} out to`)
}

const codes = (count: number) => Array.from({ length: count }, (_, index) => codeOf(index + 1))

describe.runIf(compiler || process.env['CI'])('on a bad disk', () => {
  it('a power cut before anything was written but what was fsynced: each loan that was shown is there', async () => {
    const { server, desk, durable } = await onBadDisk(40)
    for (const code of codes(40)) await bookOut(server.url, desk, code)
    await server.end('SIGKILL')
    expect(await loansOnDisk(durable)).toEqual({ codes: codes(40), integrity: 'ok' })
  })

  it.each(['full', 'dying'])('a %s disk: the page says it was not saved, reading goes on, and nothing confirmed is lost', async (how) => {
    const { server, desk, dataDir, durable } = await onBadDisk(3)
    await bookOut(server.url, desk, codeOf(1))
    writeFileSync(join(durable, how), '')
    const scan = { id: randomUUID(), code: codeOf(2) }
    const refused = await send(server.url, desk, 'scans', scan)
    expect({ status: refused.status, html: refused.html }).toMatchObject({ status: 503, html: expect.stringContaining('Not saved') })
    const today = await fetch(`${server.url}/desk`, { headers: { Cookie: `kitbook-desk=${desk.token}` } })
    expect(await today.text()).toContain(codeOf(1))
    rmSync(join(durable, how))
    expect(await tap(server.url, desk, 'scans', scan)).toContain(`${scan.code} out to`)
    await server.end('SIGKILL')
    expect(await loansOnDisk(dataDir)).toEqual({ codes: codes(2), integrity: 'ok' })
  })
})
