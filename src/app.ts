import { join } from 'node:path'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { ownAccountRoutes } from './accounts/own/routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { allow, knowViewer } from './auth/access.ts'
import { withoutTokens } from './auth/passwords.ts'
import { allocationRoutes } from './allocations/routes.ts'
import { authRoutes } from './auth/routes.ts'
import { classCardRoutes } from './classes/cards/routes.ts'
import { classRoutes } from './classes/routes.ts'
import { bookRoutes } from './book/routes.ts'
import type { Config } from './config.ts'
import { assetVersion } from './http/assets.ts'
import { openingRoutes } from './desk/opening.ts'
import { correctionRoutes } from './corrections/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { errorPage, nothingHere } from './http/error-page.ts'
import { topFolder } from './http/folders.ts'
import { type NavItem, pages } from './http/page.ts'
import type { Route } from './http/routes.ts'
import { notKept, refuseCrossSite, securityHeaders } from './http/security.ts'
import type { Schools } from './schools/schools.ts'
import { deviceTypeRoutes } from './device-types/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { finderRoutes } from './finder/routes.ts'
import { healthRoutes } from './http/health.ts'
import { importRoutes } from './imports/routes.ts'
import { labelRoutes } from './labels/routes.ts'
import { loanRoutes } from './loans/routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { paperRoutes } from './paper/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { outOfUseRoutes } from './out-of-use/routes.ts'
import { setRoutes } from './sets/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { styleguideRoutes } from './styleguide/routes.ts'
import { whoHadItRoutes } from './who-had-it/routes.ts'
import { onlySetUpUntilClaimed, setUpRoutes } from './setup/routes.ts'
import { todayRoutes } from './today/routes.ts'

export type Services = {
  schools: Schools, config: Config, clock: () => Date, log: Logger
  /** Printed on the console; whoever has it may claim an empty school. */
  setUpCode: string
}

const NAV: readonly NavItem[] = [
  { href: '/', label: 'Today', access: 'signed-in' },
  { href: '/devices', label: 'Devices', access: 'see-devices' },
  { href: '/people', label: 'People', access: 'see-people' },
  { href: '/book', label: 'Signing-out book', access: 'read-book' },
  { href: '/imports', label: 'Imports', access: 'import-lists' },
  { href: '/labels', label: 'Labels', access: 'print-labels' },
  { href: '/settings', label: 'Settings', access: 'change-settings' },
]

/** Every route of the app, feature by feature: the table of contents. */
export function allRoutes(services: Services): Route[] {
  return [
    ...healthRoutes,
    ...labelRoutes(services),
    ...setUpRoutes(services),
    ...authRoutes(),
    ...accountRoutes(services),
    ...ownAccountRoutes(),
    ...peopleRoutes,
    ...classRoutes,
    ...classCardRoutes,
    ...mailRoutes(services),
    ...deviceRoutes(services),
    ...setRoutes,
    ...allocationRoutes,
    ...outOfUseRoutes,
    ...settingsRoutes,
    ...deviceTypeRoutes,
    ...importRoutes,
    ...finderRoutes(),
    ...todayRoutes,
    ...loanRoutes,
    ...correctionRoutes,
    ...bookRoutes,
    ...(services.config.development ? styleguideRoutes : []),
    ...deskRoutes,
    ...openingRoutes,
    ...whoHadItRoutes,
    ...paperRoutes,
  ]
}

export function createApp(services: Services): Express {
  const { config, schools, clock, log } = services
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', 'simple')
  app.use(securityHeaders(config.tls !== undefined || config.trustProxy > 0))
  app.use(compression())
  app.use('/assets/vendor', express.static(join(topFolder, 'node_modules/htmx.org/dist'), { maxAge: '1y', index: false }))
  app.use('/assets/zxing', express.static(join(topFolder, 'node_modules/zxing-wasm/dist'), { maxAge: '1y', index: false }))
  app.use('/assets', express.static(join(topFolder, 'public'), { maxAge: '1y', index: false }))
  app.use(pinoHttp({ logger: log, autoLogging: { ignore: (req) => req.url === '/healthz' }, serializers: quietly }))
  app.use(async (req: Request, _res: Response, next: NextFunction) => {
    req.now = clock()
    req.school = await schools.find(req.hostname)
    req.db = req.school.db
    next()
  })
  app.use(knowViewer)
  app.use(pages(NAV, assetVersion, { fresh: config.freshViews, strict: config.development }))
  app.use(notKept, refuseCrossSite)
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 2000 }), neverWithoutBody)
  app.use(onlySetUpUntilClaimed)
  for (const route of allRoutes(services)) {
    app[route.method](route.path, allow(route.access), ...route.before, route.handler)
  }
  app.use(nothingHere)
  app.use(errorPage(log))
  return app
}

/** A POST with nothing in it is a form with every field empty. */
function neverWithoutBody(req: Request, _res: Response, next: NextFunction): void {
  req.body ??= {}
  next()
}

/** Logs say what was asked and how it went, never who: no addresses, no cookies, no query. */
const quietly = {
  req: (req: { method: string, url: string }) => ({ method: req.method, path: withoutTokens(req.url.split('?')[0] ?? '') }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
}
