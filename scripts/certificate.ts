// A certificate that school devices can be told to trust: npm run certificate -- kitbook.school.example 192.168.1.20
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { certificateFiles } from '../src/certificate/folder.ts'
import { issueCertificate } from '../src/certificate/issue.ts'
import { readConfig } from '../src/config.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'new-authority': { type: 'boolean', default: false } } })
const { certificatesDir: folder, port } = readConfig()
const asked = positionals.length > 0 ? positionals : [hostname()]

try {
  const { names, until, isNewAuthority } = issueCertificate({ folder, names: asked, newAuthority: values['new-authority'] }, new Date())
  const [first] = names
  const { authority } = certificateFiles(folder)
  console.log([
    `A certificate for ${names.join(', ')}, good until ${until.toLocaleDateString('en-GB', { dateStyle: 'long' })}, is in ${folder}.`,
    '',
    `Start Kitbook again, open to the school's network: HOST=0.0.0.0 npm start`,
    `Its address is then https://${first}:${port} (put it into PUBLIC_URL, and mails and tags lead there).`,
    '',
    isNewAuthority
      ? `Tell each device once to trust the school's own authority, ${authority}:`
      : 'Devices that trust the school’s own authority already need nothing new. Others:',
    `  open https://${first}:${port}/certificate on the device, go past the warning this once, and do what the page says.`,
    '  On iPads: install the profile, then switch it on under Settings > General > About > Certificate Trust Settings.',
    '',
    `Give ca.crt to devices and to whoever manages them; let nobody have ca.key or server.key.`,
    `Run this again before the certificate ends, or when the server's name or address changes.`,
  ].join('\n'))
} catch (error) {
  console.error(`No certificate was made: ${(error as Error).message}`)
  process.exitCode = 1
}
