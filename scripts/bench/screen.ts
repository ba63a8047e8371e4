import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { topFolder } from '../../src/http/folders.ts'
import type { BenchSchool } from './school.ts'
import { startKitbook } from './servers.ts'

/** A school's PC is about so many times slower than the machine that measures. */
const SLOWED = 4
const SAME_SCAN_MS = 3100
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** From the scanner's Enter to the answer painted on the desk, in Chromium with the processor slowed. */
export async function measureScreen({ desks }: BenchSchool, dataDir: string, scans: number): Promise<void> {
  const { findChromium } = await import(pathToFileURL(join(topFolder, 'scripts/chromium.mjs')).href) as typeof import('../chromium.mjs')
  const kitbook = await startKitbook(dataDir)
  const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: FLAGS })
  try {
    const context = await browser.newContext({ baseURL: `http://127.0.0.1:${kitbook.port}`, locale: 'en-GB', timezoneId: 'Europe/London' })
    const { cookie, card } = desks[0]!
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: `http://127.0.0.1:${kitbook.port}` }])
    const page = await context.newPage()
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
    told(await outAndBack(page, desks.flatMap(({ codes }) => codes), card, scans))
  } finally {
    await browser.close()
    await kitbook.stop()
  }
}

/** Books all of them out and brings them back, over and over, until so many scans are measured. */
async function outAndBack(page: Page, codes: string[], card: string, scans: number): Promise<number[]> {
  const times: number[] = []
  while (times.length < scans) {
    const some = codes.slice(0, Math.ceil((scans - times.length) / 2))
    await openLane(page, '/desk')
    await scan(page, card, 'again')
    for (const code of some) times.push(await scan(page, code, 'out'))
    await sleep(SAME_SCAN_MS)
    await openLane(page, '/desk/back')
    for (const code of some) times.push(await scan(page, code, 'back'))
  }
  return times.slice(0, scans)
}

/** The page itself takes the time: from Enter to the frame that shows the answer. */
async function openLane(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.evaluate(`(function () {
    let began = 0
    let tell
    window.nextAnswer = function () { return new Promise(function (resolve) { tell = resolve }) }
    addEventListener('keydown', function (event) { if (event.key === 'Enter') began = performance.now() }, true)
    new MutationObserver(function () {
      requestAnimationFrame(function () { setTimeout(function () {
        tell({ ms: performance.now() - began, kind: document.getElementById('heard').dataset.answer })
      }) })
    }).observe(document.getElementById('screen'), { childList: true, subtree: true })
  })()`)
}

async function scan(page: Page, code: string, expected: string): Promise<number> {
  const answer = page.evaluate<{ ms: number, kind: string }>('nextAnswer()')
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  const { ms, kind } = await answer
  if (kind !== expected) throw new Error(`${code} was answered "${kind}", not "${expected}"`)
  return ms
}

function told(times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(0)
  console.log(`${times.length} scans, processor slowed ${SLOWED} times: from Enter to the answer on the screen p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`)
}
