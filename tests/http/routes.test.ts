import express from 'express'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { get, post, type Route, routerOf } from '../../src/http/routes.ts'

const said = (words: string) => (_req: express.Request, res: express.Response) => void res.send(words)
const ROUTES: Route[] = [
  get('/', 'public', said('Today')), get('/book', 'public', said('the book')), get('/book.csv', 'public', said('the book as a list')),
  get('/devices/new', 'public', said('a new one')), get('/devices/:code', 'public', (req, res) => void res.send(`device ${String(req.params['code'])}`)),
  post('/devices/:code', 'public', said('changed')), get('/t/:text', 'public', said('a tag')),
]

const tried: string[] = []
const app = express()
app.use(routerOf(ROUTES, ({ path, handler }) => [(_req, _res, next) => { tried.push(path); next() }, handler]))

it.each<[method: 'get' | 'post', path: string, answer: string | null]>([
  ['get', '/', 'Today'], ['get', '/book', 'the book'], ['get', '/book.csv', 'the book as a list'], ['get', '/book/', 'the book'],
  ['get', '/devices/new', 'a new one'], ['get', '/devices/LT-0001', 'device LT-0001'], ['post', '/devices/new', 'changed'],
  ['get', '/T/LT-0001', 'a tag'], ['get', '/DEVICES/LT-0001?seen=1', 'device LT-0001'],
  ['get', '/devices', null], ['post', '/book', null], ['get', '/elsewhere', null], ['get', '//book', null], ['get', '/%62ook', null],
])('%s %s finds its route', async (method, path, answer) => {
  tried.length = 0
  const { status, text } = await supertest(app)[method](path)
  expect(status === 404 ? null : text).toBe(answer)
  expect(tried).toHaveLength(answer === null ? 0 : 1)
})
