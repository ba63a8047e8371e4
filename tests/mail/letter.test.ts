import { expect, it } from 'vitest'
import { withoutTokens } from '../../src/auth/passwords.ts'
import { textOf, writeLetter } from '../../src/mail/letter.ts'

it('writes the same words as text and as HTML, with the link in both', () => {
  const link = 'https://kitbook.larkfield.example/new-password/abc'
  const model = { name: 'Wren Calloway', school: 'Larkfield Primary School', link, until: 'tomorrow 9:00 am' }
  const { body_text, body_html } = writeLetter('new-password', 'Choose your new Kitbook password', model)
  expect(body_text).toContain('Hello Wren Calloway,\n\nSomebody asked for a new Kitbook password')
  expect(body_text).toContain(`Choose your new password:\n${link}`)
  expect(body_html).toContain(`<a href="${link}">`)
  expect(body_html).toContain('<title>Choose your new Kitbook password</title>')
})

it('escapes a name in HTML and gives it back as typed in text', () => {
  const name = `<script>alert('1')</script> & "Co"`
  const { body_text, body_html } = writeLetter('test', 'Hello', { name, school: 'Larkfield', link: 'http://localhost' })
  expect(body_html).not.toContain('<script>')
  expect(body_text).toContain(`Hello ${name},`)
})

it('makes plain text of lists and paragraphs', () => {
  expect(textOf('<p>One\n two</p><ul><li>A</li><li>B &amp;lt; C</li></ul><p>End</p>')).toBe('One two\n\n- A\n- B &lt; C\n\nEnd')
})

it('leaves out a one-time link and keeps an ordinary one', () => {
  const token = 'x'.repeat(43)
  expect(withoutTokens(`http://localhost:3000/new-password/${token}\nhttp://localhost:3000/settings/mail`))
    .toBe('http://localhost:3000/new-password/…\nhttp://localhost:3000/settings/mail')
})
