import type { Source } from './imports.ts'

type Rule = { why: string, in: RegExp, except?: RegExp, never: RegExp }

const RULES: Rule[] = [
  {
    why: 'unescaped output is for includes (and the body in the layout)',
    in: /^views\/.*\.ejs$/, never: /<%-(?!\s*(include\(|v\.body\s*-?%>))/,
  },
  { why: 'no inline script, style or event: the CSP refuses them', in: /^views\/(?!mail\/).*\.ejs$/,
    never: /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="/ },
  {
    why: 'the moment is a parameter',
    in: /^src\/(.*\/(rules|reminders)[^/]*|calendar\/.*|custody\/.*)\.ts$/,
    never: /new Date\(\)|Date\.now\(|DateTime\.(now|local|utc)\(\)/,
  },
  { why: 'only src/config.ts reads the environment', in: /^src\//, except: /^src\/config\.ts$/, never: /process\.env/ },
  { why: 'only an act opens a transaction', in: /^src\//, except: /^src\/database\//, never: /\.transaction\(/ },
  { why: 'the lock file names no download addresses', in: /package-lock\.json$/, never: /"resolved": *"https?:/ },
  { why: 'a path of one machine', in: /./, except: /^package-lock\.json$/,
    never: /(^|[^A-Za-z0-9_.-])\/(work|farm|root|home\/[a-z]+)\/[A-Za-z.]/ },
  { why: 'a package registry by name', in: /./, never: /registry\.(npmjs|yarnpkg)\.|deb\.debian\.org/ },
  { why: 'left for later', in: /^(src|views|tests|scripts|public|db)\//, except: /^public\/vendor\//,
    never: /\b(T[O]DO|F[I]XME|X[X]X)\b|\b(it|test|describe)\.(only|skip)\(/ },
]

const MOST_LINES = 200

/** Every line that breaks a rule of the house, as `path:line: why`; and every file that is too long. */
export function forbiddenTexts(sources: Source[]): string[] {
  return sources.flatMap((source) => [...brokenLines(source), ...tooLong(source)])
}

function brokenLines({ path, text }: Source): string[] {
  const rules = RULES.filter((rule) => rule.in.test(path) && !rule.except?.test(path))
  return text.split('\n').flatMap((line, index) => rules
    .filter((rule) => rule.never.test(line))
    .map((rule) => `${path}:${index + 1}: ${rule.why}`))
}

function tooLong({ path, text }: Source): string[] {
  const counts = /^(src|scripts|public)\/.*\.(ts|mjs|js)$/.test(path) && !path.startsWith('public/vendor/')
  const lines = text.split('\n').length - 1
  return counts && lines > MOST_LINES ? [`${path}: ${lines} lines; at most ${MOST_LINES}`] : []
}
