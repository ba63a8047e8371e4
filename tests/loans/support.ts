import type supertest from 'supertest'

export type Agent = ReturnType<typeof supertest.agent>

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

/** What a browser would send of the first form on a page that posts to `action`, untouched. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`))?.split('</form>')[0]
  if (!form) throw new Error(`no form posts to ${action}`)
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const unticked = /type="(radio|checkbox)"/.test(tag) && !/\schecked/.test(tag)
    if (name && !unticked) fields[name] = attribute(tag, 'value') ?? ''
  }
  for (const [, tag, options] of form.matchAll(/(<select[^>]*>)([^]*?)<\/select>/g)) {
    const all = [...options!.matchAll(/<option[^>]*>/g)].map(([option]) => option)
    fields[attribute(tag!, 'name')!] = attribute(all.find((option) => /\sselected/.test(option)) ?? all[0] ?? '', 'value') ?? ''
  }
  return fields
}

export function hidden(html: string, action: string, name: string): string {
  return fieldsOf(html, action)[name]!
}

/** Fills in the page that books a device out, as a browser does; `more` is what was typed. */
export async function bookOut(agent: Agent, code: string, more: Record<string, string> = {}) {
  const page = await agent.get(`/loans/new?device=${code}`)
  return agent.post('/loans').type('form').send({ ...fieldsOf(page.text, '/loans'), purpose: 'Computing', ...more })
}
