import type { Server } from 'node:http'
import type { Logger } from 'pino'

const LIMIT_MS = 8000

/** On a signal: take no new connection, let answers in flight finish, close the database, leave. */
export function stopGracefully(server: Server, close: () => Promise<void>, log: Logger): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    log.info('stopping')
    setTimeout(() => process.exit(1), LIMIT_MS).unref()
    server.close(() => void close().then(() => process.exit(0)))
    // A browser keeps its connection for a while after an answer; once that is given, nobody waits for it.
    setInterval(() => server.closeIdleConnections(), 50)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', stop)
}
