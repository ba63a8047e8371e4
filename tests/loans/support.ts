import type supertest from 'supertest'

export type Agent = ReturnType<typeof supertest.agent>

/** The value of a hidden field of the first form that posts to `action` on a page. */
export function hidden(html: string, action: string, name: string): string {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`))
  const found = form && new RegExp(`name="${name}" value="([^"]*)"`).exec(form)
  if (!found) throw new Error(`no field ${name} in a form that posts to ${action}`)
  return found[1]!
}

/** Fills in the page that books a device out, as a browser does; `more` is what was typed. */
export async function bookOut(agent: Agent, code: string, more: Record<string, string> = {}) {
  const page = await agent.get(`/loans/new?device=${code}`)
  const fields = { device_id: hidden(page.text, '/loans', 'device_id'), form_key: hidden(page.text, '/loans', 'form_key') }
  return agent.post('/loans').type('form').send({ ...fields, purpose: 'Computing', ...more })
}
