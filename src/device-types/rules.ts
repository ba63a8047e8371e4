type Rules = { holds_data: 0 | 1, encryption: string | null, check_days: number | null }

export type Problem = { name: string, message: string }

/** What does not go together in the rules of a type (M9): an encryption is of data, and its check lasts so long. */
export function typeProblems({ holds_data, encryption, check_days }: Rules): Problem[] {
  const problems: Problem[] = []
  if (encryption !== null && holds_data === 0) {
    const message = 'What has to be encrypted keeps data: tick this, or leave the encryption empty'
    problems.push({ name: 'holds_data', message })
  }
  if (encryption !== null && check_days === null) {
    problems.push({ name: 'check_days', message: 'Say for how many days a check of the encryption lasts' })
  }
  return problems
}

const OFF_SITE = {
  no: 'stays in school', yes: 'may leave the school',
  lead: 'leaves the school if the computing lead says yes', head: 'leaves the school if the head says yes',
} as const

type AllRules = Rules & { password_reset: 0 | 1, off_site: keyof typeof OFF_SITE, not_for: readonly string[] }

/** A type's rules in one line for the list. */
export function rulesInWords(type: AllRules): string {
  const parts = [
    OFF_SITE[type.off_site],
    type.encryption === null ? null : `encryption: ${type.encryption}, checked every ${type.check_days} days`,
    type.password_reset === 1 ? 'password reset every half-term' : null,
    type.not_for.length > 0 ? `not for ${type.not_for.map((kind) => PLURALS[kind] ?? kind).join(' or ')}` : null,
  ].filter((part) => part !== null)
  const words = parts.join('; ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const PLURALS: Record<string, string> = {
  supply: 'supply staff', student: 'students on placement', governor: 'governors', volunteer: 'volunteers',
  visitor: 'visitors', staff: 'staff',
}
