import { expect, it } from 'vitest'
import { schoolOnDisk, signIn, temporaryFolder } from './school.ts'
import { startServer } from './server.ts'

it('draws a thousand labels beside the desk: the form answers before they are drawn, progress is shown and only grows, other pages answer', async () => {
  const dataDir = temporaryFolder()
  await schoolOnDisk(dataDir, 1000, 0)
  const Cookie = await signIn(dataDir)
  const server = await startServer(dataDir)
  const get = (path: string) => fetch(`${server.url}${path}`, { headers: { Cookie } })
  const form = await (await get('/labels?sheet=L6012')).text()
  const form_key = /name="form_key" value="([^"]+)"/.exec(form)![1]!
  const page = await fetch(`${server.url}/labels`, { method: 'POST', headers: { Cookie }, body: new URLSearchParams({ form_key, what: 'devices', sheet: 'L6012' }) })
  const first = await page.text()
  expect(first).toMatch(/\d+ of 1000 drawn/)
  expect((await get('/healthz')).status).toBe(200)
  const dones = [Number(/(\d+) of 1000 drawn/.exec(first)![1])]
  let made = first
  while (!made.includes('Open the PDF')) {
    made = await (await get(new URL(page.url).pathname)).text()
    dones.push(Number(/(\d+) of 1000 drawn/.exec(made)?.[1] ?? 1000))
  }
  expect(dones).toEqual(dones.toSorted((a, b) => a - b))
  const pdf = Buffer.from(await (await get(/href="([^"]+\.pdf)"/.exec(made)![1]!)).arrayBuffer())
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(await server.end('SIGTERM')).toBe(0)
})
