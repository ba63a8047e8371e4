import type { Transporter } from 'nodemailer'
import type { Config } from '../config.ts'
import { publicAddress } from './address.ts'
import type { Send } from './deliver.ts'

const SECOND = 1000

/** Sends through the school's mail server (SMTP_URL); null without one, and the letters wait in the outbox. */
export function senderOf(config: Config): Send | null {
  if (!config.smtpUrl) return null
  const domain = new URL(publicAddress(config)).hostname
  const from = config.mailFrom ?? `Kitbook <kitbook@${domain}>`
  let transport: Transporter | undefined
  return async (letter) => {
    transport ??= await transportTo(config.smtpUrl!)
    await transport.sendMail({
      from, to: { name: '', address: letter.to_address }, subject: letter.subject,
      text: letter.body_text, html: letter.body_html,
      messageId: `<${letter.id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }
}

/** Its library is loaded with the first letter. */
async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url, disableFileAccess: true, disableUrlAccess: true,
    connectionTimeout: 20 * SECOND, greetingTimeout: 20 * SECOND, socketTimeout: 60 * SECOND,
  })
}
