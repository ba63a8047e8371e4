import { expect, it } from 'vitest'
import { schoolOnDisk, signIn, temporaryFolder } from './school.ts'
import { startServer } from './server.ts'

it('the built program reads a list in a thread of its own', async () => {
  const dataDir = temporaryFolder()
  await schoolOnDisk(dataDir, 1, 0)
  const Cookie = await signIn(dataDir)
  const server = await startServer(dataDir)
  const body = new FormData()
  body.set('file', new Blob(['Asset Tag,Serial Number,Type\nLT-0900,SN900,Laptop\n']), 'devices.csv')
  const page = await fetch(`${server.url}/imports`, { method: 'POST', headers: { Cookie }, body })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('LT-0900')
  expect(await server.end('SIGTERM')).toBe(0)
})
