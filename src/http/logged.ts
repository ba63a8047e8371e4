import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { withoutTokens } from '../auth/passwords.ts'

/** Says of each request, once it is over, what was asked and how it went; never who: no addresses, no cookies, no query. */
export function logged(log: Logger) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const { method, path } = req
    const began = Date.now()
    req.log = log
    res.once('close', () => {
      if (path === '/healthz') return
      const told = { req: { method, path: withoutTokens(path) }, res: { status: res.statusCode }, responseTime: Date.now() - began }
      log.info(told, res.writableFinished ? 'request completed' : 'request aborted')
    })
    next()
  }
}
