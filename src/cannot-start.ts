import type { Config } from './config.ts'

const SENTENCES: [code: RegExp, sentence: (config: Config, error: Error) => string][] = [
  [/^EADDRINUSE$/, ({ port }) => `PORT ${port} is in use already, perhaps by another Kitbook. Stop that one, or set another PORT`],
  [/^EADDRNOTAVAIL$|^ENOTFOUND$/, ({ host }) => `HOST ${host} is not an address of this computer`],
  [/^EACCES listen$/, ({ port }) => `PORT ${port} is not open to this user. Set one above 1023, such as 3000`],
  [/^SQLITE_BUSY/, ({ dataDir }) => `Kitbook is running already on the folder ${dataDir} (DATA_DIR). Stop that one first`],
  [/^SQLITE_(NOTADB|CORRUPT)/, ({ databaseFile }) => `${databaseFile} is damaged or no database. Put a backup back: npm run restore -- latest`],
  [/^(E(ACCES|PERM|ROFS|NOTDIR|EXIST|NOSPC|NOENT|ISDIR)|SQLITE_(CANTOPEN|READONLY|FULL|IOERR).*)( mkdir)?$/,
    ({ dataDir }) => `DATA_DIR ${dataDir} cannot be written to. Let this user write there, or set another DATA_DIR`],
  [/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND getaddrinfo|28\w{3}|3D000|57P03)/,
    (_config, error) => `DATABASE_URL leads to no database that opens: ${error.message}`],
]

/** One sentence for whoever looks after the school's PC: what is in the way, and what mends it. */
export function whyItCannotStart(error: Error & { code?: string, syscall?: string }, config: Config): string {
  const { code = '', syscall = '', message } = error
  if (message.startsWith('corrupted migrations')) return 'This school’s database was made by a newer Kitbook. Bring Kitbook up to date, then start again'
  const found = SENTENCES.find(([pattern]) => pattern.test(code) || pattern.test(`${code} ${syscall}`))
  return found ? found[1](config, error) : message.split('\n')[0]!
}
