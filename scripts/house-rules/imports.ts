import { posix } from 'node:path'

export type Source = { path: string, text: string }
type Import = { from: string, to: string }
type Rule = { why: string, from: RegExp, not: RegExp, except?: RegExp }

const PLATFORM = 'database|http|mail|calendar|text|settings|events|workers'
const FEATURE = `^src/(?!(${PLATFORM}|auth|schools|jobs|backups)/)[^/]+/`

/** Which may know which: house.md's rules, one a line. Cycles are oxlint's (import/no-cycle). */
const RULES: Rule[] = [
  {
    // What a request carries is named in one place, whoever puts it there.
    why: 'the platform knows no feature', except: /^src\/(http\/request\.ts$|calendar\/school\/)/,
    from: new RegExp(`^src/(${PLATFORM}|errors|config)\\b`), not: new RegExp(FEATURE),
  },
  {
    why: 'only src/contents.ts lists routes', except: /^src\/(app|contents)\.ts$/,
    from: /^src\//, not: /^src\/(?!http\/)[^/]+\/routes\.ts$/,
  },
  {
    why: 'no feature knows that there are many schools', except: /^src\/((schools|setup|jobs)\/|(http\/request|app|contents|server)\.ts$)/,
    from: /^src\//, not: /^src\/schools\//,
  },
  {
    why: 'custody asks nobody but the calendar and its own rows',
    from: /^src\/custody\//, not: /^src\/(?!(custody|calendar|database|text|settings|errors)\b)/,
  },
  {
    why: 'rules, reminders and the calendar are pure',
    from: /^src\/(.*\/(rules|reminders)|calendar\/[^/]+)\.ts$/,
    not: /^(node:|(kysely|express|zod|pg|better-sqlite3|nodemailer|ejs)$|src\/(database\/(?!tables\.)|http\/(?!forms\.)|auth\/(?!permissions\.)|mail\/)|src\/.*\/store\.ts$)/,
  },
  {
    why: 'a store knows neither Express nor forms', except: /^src\/settings\//,
    from: /\/store\.ts$/, not: /^(express|zod|src\/http\/.*)$/,
  },
  {
    why: 'Express lives in routes, src/http, src/auth and src/app.ts', except: /^src\/((http|auth|schools)\/.*|.*\/([a-z-]+-)?routes|app|server)\.ts$/,
    from: /^src\//, not: /^express$/,
  },
  { why: 'a migration is frozen: it imports nothing of ours', from: /^db\/migrations\//, not: /^(src|scripts)\// },
  { why: 'the model of the school year knows nothing of ours', from: /^tests\/simulation\/model\//, not: /^(?!tests\/simulation\/model\/)/ },
  { why: 'production code knows no test', from: /^(src|db|scripts)\//, not: /^tests\// },
]

/** Every import that house.md forbids, as one line each. `import type` counts for folders, not for packages. */
export function forbiddenImports(sources: Source[]): string[] {
  return sources.flatMap(importsOf).flatMap(({ from, to }) => RULES
    .filter((rule) => rule.from.test(from) && !rule.except?.test(from) && rule.not.test(to))
    .map((rule) => `${from} imports ${to}: ${rule.why}`))
}

function importsOf({ path, text }: Source): Import[] {
  const found = text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...found].map(([, name = '']) => ({ from: path, to: placeOf(path, name) }))
}

function placeOf(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name
}
