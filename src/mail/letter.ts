import { type Model, renderView } from '../http/views.ts'

const STRICT = { fresh: false, strict: true }

/** A letter as HTML and as plain text, both of the one view `views/mail/letters/<view>.ejs`. */
export function writeLetter(view: string, subject: string, model: Model): { body_html: string, body_text: string } {
  const body = renderView(`mail/letters/${view}`, model, STRICT)
  return { body_html: renderView('mail/frame', { subject, body }, STRICT), body_text: textOf(body) }
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'", '&amp;': '&' }

/** Plain text of a letter: a line between paragraphs, a hyphen before list items, the address after a link's words. */
export function textOf(html: string): string {
  return html.replace(/\s+/g, ' ')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g, '$2:\n$1')
    .replace(/<li[^>]*>/g, '\n- ').replace(/<br>/g, '\n').replace(/<\/(p|ul|ol|h1|h2)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|#34|#39|amp);/g, (entity) => ENTITIES[entity]!)
    .replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}
