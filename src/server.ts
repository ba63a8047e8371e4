import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { hasAccount } from './auth/store.ts'
import { whyItCannotStart } from './cannot-start.ts'
import { readConfig } from './config.ts'
import { stopGracefully } from './http/stop.ts'
import { startJobs } from './jobs/schedule.ts'
import { openSchools } from './schools/schools.ts'
import { newSetUpCode } from './setup/code.ts'
import { sayWhereToGo } from './setup/console.ts'

const config = configOrExit()
const log = pino({ level: config.logLevel })
const schools = await openSchools(config).catch(cannotStart)
const setUpCode = newSetUpCode()
const clock = () => new Date()
const app = createApp({ schools, config, log, setUpCode, clock })
const jobs = startJobs({ schools, config, log, clock })
const server = config.tls ? createHttps(config.tls, app) : createHttp(app)

server.listen(config.port, config.host, async () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const { db } = await schools.find(config.host)
  sayWhereToGo({ ...config, port }, await hasAccount(db) ? null : setUpCode)
})
server.on('error', cannotStart)
stopGracefully(server, () => jobs.stop().then(() => schools.close()), log)

function configOrExit() {
  try {
    return readConfig()
  } catch (error) {
    return giveUp((error as Error).message)
  }
}

function cannotStart(error: Error): never {
  return giveUp(whyItCannotStart(error, config))
}

function giveUp(sentence: string): never {
  console.error(`Kitbook cannot start. ${sentence}.`)
  process.exit(1)
}
