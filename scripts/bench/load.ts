import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** `expected` stands in the right answer: what went wrong quickly is not measured as quick. */
export type Ask = { method: 'GET' | 'POST', path: string, cookie: string, body?: string, partial?: boolean, expected: string }
/** Times and bytes of each answer, the seconds it all took, and the processor's milliseconds for it. */
export type Measured = { times: number[], bytes: number, seconds: number, cpu_ms: number }

type Server = { port: number, cpu_ms(): number }

/**
 * Each connection sends what `next` gives, `each` times, and waits for every answer; with a pace it asks once in so many
 * milliseconds, as a person does, and no two of them at the same moment.
 */
export async function measure(server: Server, connections: number, each: number, next: (connection: number, i: number) => Ask, pace_ms = 0): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const measured: Measured = { times: [], bytes: 0, seconds: 0, cpu_ms: -server.cpu_ms() }
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, async (_, connection) => {
    for (let i = 0; i < each; i++) {
      await turnAt(began + (i + connection / connections) * pace_ms)
      const from = performance.now()
      const size = await send(agent, server.port, next(connection, i))
      measured.times.push(performance.now() - from)
      measured.bytes += size
    }
  }))
  agent.destroy()
  return { ...measured, seconds: (performance.now() - began) / 1000, cpu_ms: measured.cpu_ms + server.cpu_ms() }
}

async function turnAt(moment: number): Promise<void> {
  const left = moment - performance.now()
  if (left > 0) await sleep(left)
}

export function together(parts: Measured[]): Measured {
  const sum = (pick: (part: Measured) => number) => parts.reduce((all, part) => all + pick(part), 0)
  return {
    times: parts.flatMap(({ times }) => times).toSorted((a, b) => a - b),
    bytes: sum(({ bytes }) => bytes), seconds: sum(({ seconds }) => seconds), cpu_ms: sum(({ cpu_ms }) => cpu_ms),
  }
}

function send(agent: Agent, port: number, { method, path, cookie, body, partial, expected }: Ask): Promise<number> {
  const headers: Record<string, string> = { cookie, 'accept-encoding': 'identity' }
  if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
  if (partial) headers['hx-request-type'] = 'partial'
  return new Promise((resolve, reject) => {
    const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const whole = Buffer.concat(parts)
        if (answer.statusCode === 200 && whole.includes(expected)) return resolve(whole.length)
        reject(new Error(`${method} ${path} ${body ?? ''} answered ${answer.statusCode} without ${expected}:\n${whole.toString().slice(0, 600)}`))
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
