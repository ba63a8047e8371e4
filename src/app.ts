import { join } from 'node:path'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { pinoHttp } from 'pino-http'
import { onlyAgreementUntilSigned } from './agreements/routes.ts'
import { allow, knowViewer } from './auth/access.ts'
import { withoutTokens } from './auth/passwords.ts'
import { allRoutes, NAV, type Services } from './contents.ts'
import { assetVersion } from './http/assets.ts'
import { errorPage, nothingHere } from './http/error-page.ts'
import { topFolder } from './http/folders.ts'
import { pages } from './http/page.ts'
import { readableFields, refuseUnreadable } from './http/readable.ts'
import { routerOf } from './http/routes.ts'
import { notKept, refuseCrossSite, securityHeaders } from './http/security.ts'
import { onlySetUpUntilClaimed } from './setup/routes.ts'

export function createApp(services: Services): Express {
  const { config, schools, clock, log } = services
  const app = express()
  app.disable('x-powered-by')
  // No page is kept, so none is asked for again with a tag; working one out reads the whole page once more.
  app.disable('etag')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', 'simple')
  app.use(securityHeaders(config.tls !== undefined || config.trustProxy > 0))
  app.use(compression())
  app.use('/assets/vendor', express.static(join(topFolder, 'node_modules/htmx.org/dist'), { maxAge: '1y', index: false }))
  app.use('/assets/simplewebauthn', express.static(join(topFolder, 'node_modules/@simplewebauthn/browser/dist/bundle'), { maxAge: '1y', index: false }))
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
  app.use(notKept, refuseUnreadable, refuseCrossSite(config.publicUrl))
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 2000 }), readableFields)
  app.use(onlySetUpUntilClaimed, onlyAgreementUntilSigned)
  app.use(routerOf(allRoutes(services), ({ access, before, handler }) => [allow(access), ...before, handler]))
  app.use(nothingHere)
  app.use(errorPage(log))
  return app
}

/** Logs say what was asked and how it went, never who: no addresses, no cookies, no query. */
const quietly = {
  req: (req: { method: string, url: string }) => ({ method: req.method, path: withoutTokens(req.url.split('?')[0] ?? '') }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
}
