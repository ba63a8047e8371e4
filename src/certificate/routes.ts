import type { Request, Response } from 'express'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { get, type Route } from '../http/routes.ts'
import { certificateFiles, standingOf } from './folder.ts'

type Needs = { config: Pick<Config, 'certificatesDir'> }

/** For any device, also one that nobody is signed in on: it must read this before it trusts the server. */
export const certificateRoutes = ({ config: { certificatesDir } }: Needs): Route[] => [
  get('/certificate', 'public', (req, res) => showPage(req, res, certificatesDir)),
  get('/certificate/kitbook-ca.crt', 'public', (_req, res) => sendAuthority(res, certificatesDir)),
]

function showPage(req: Request, res: Response, folder: string): void {
  res.page('certificate/index', { standing: standingOf(folder), secure: req.secure }, { title: 'A secure address' })
}

function sendAuthority(res: Response, folder: string): void {
  if (!standingOf(folder)) throw new NotFound('This school has made no certificate of its own.')
  res.download(certificateFiles(folder).authority, 'kitbook-ca.crt', { headers: { 'Content-Type': 'application/x-x509-ca-cert' } })
}
