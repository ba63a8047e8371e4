import { Agent, request } from 'node:http'

export type Ask = { method: 'GET' | 'POST', path: string, cookie: string, body?: string, partial?: boolean }
/** Milliseconds; `rate` is answers a second over all connections. */
export type Measured = { asks: number, rate: number, p50: number, p95: number, p99: number, bytes: number }

/** Sends what `next(connection)` gives over so many connections, each waiting for its answer, until all is asked. */
export async function measure(port: number, connections: number, asks: number, next: (connection: number, i: number) => Ask): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let [left, bytes] = [asks, 0]
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, async (_, connection) => {
    for (let i = 0; left-- > 0; i++) {
      const from = performance.now()
      bytes += await send(agent, port, next(connection, i))
      times.push(performance.now() - from)
    }
  }))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { asks, rate: asks / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), bytes: bytes / asks }
}

function send(agent: Agent, port: number, { method, path, cookie, body, partial }: Ask): Promise<number> {
  const headers: Record<string, string> = { cookie, 'accept-encoding': 'identity' }
  if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
  if (partial) headers['hx-request-type'] = 'partial'
  return new Promise((resolve, reject) => {
    const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      let size = 0
      answer.on('data', (part: Buffer) => { size += part.length })
      answer.on('end', () => (answer.statusCode! < 400 ? resolve(size) : reject(new Error(`${method} ${path}: ${answer.statusCode}`))))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
