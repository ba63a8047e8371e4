import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { senderOf } from '../../src/mail/transport.ts'

export const ADDRESS = 'https://kitbook.larkfield.example'

/** A real mail server in this process. It may refuse some addresses, and may take its time before it accepts a letter. */
export async function mailServer(refuse: (to: string) => boolean = () => false, takeTime: () => Promise<void> = async () => {}) {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse(address) ? new Error('no such box') : null),
    onData: (stream, _session, done) => void buffer(stream).then(async (data) => {
      letters.push(data.toString())
      await takeTime()
      done()
    }),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  const send = senderOf(readConfig({ SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: ADDRESS }))!
  return { letters, send }
}

/** The Message-IDs of what a server received, in order. */
export function messageIds(letters: string[]): string[] {
  return letters.map((letter) => /^Message-ID:\s+<([^>]+)>/im.exec(letter)![1]!)
}
