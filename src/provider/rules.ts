export type Claims = { iss: string, sub: string, [claim: string]: unknown }
export type School = { domain: string | undefined, tenant: string | undefined }
/** `subject` is the provider's own name for somebody; `shown` is only for reading. */
export type Identity = { issuer: string, subject: string, shown: string }

/** Whether what a provider vouches for belongs to the school: Google says the domain (`hd`), Microsoft the tenant (`tid`). */
export function isOfSchool(claims: Claims, { domain, tenant }: School): boolean {
  return (domain === undefined || saidIn(claims, 'hd') === domain) && (tenant === undefined || saidIn(claims, 'tid') === tenant)
}

function saidIn(claims: Claims, name: string): string {
  const said = claims[name]
  return typeof said === 'string' ? said.toLowerCase() : ''
}

/** Somebody is issuer and subject; an address is read, never compared: providers give addresses to other people anew. */
export function identityOf(claims: Claims): Identity {
  const shown = [claims['email'], claims['preferred_username']].find((said) => typeof said === 'string' && said !== '')
  return { issuer: claims.iss, subject: claims.sub, shown: typeof shown === 'string' ? shown.slice(0, 200) : '' }
}

const TEN_MINUTES = 10 * 60_000

/** How long somebody may be away at the provider, and look at what is asked when they are back. */
export const AWAY_MS = TEN_MINUTES

export function arrivalEnds(now: Date): string {
  return new Date(now.getTime() + TEN_MINUTES).toISOString()
}

export type Trouble = 'declined' | 'unreachable' | 'stale' | 'not vouched for' | 'other school'

/** What went wrong on the way, in words for whoever wanted to sign in; `name` is the provider's. */
export function troubleWords(trouble: Trouble, name: string): string {
  const who = name === 'your school account' ? 'The school’s sign-in' : name
  const words: Record<Trouble, string> = {
    'declined': `You did not finish signing in with ${name}, so you are not signed in here.`,
    'unreachable': `${who} could not be reached just now. Try again in a few minutes, or sign in with your email address and password.`,
    'stale': 'That took too long, or was begun in another window. Please begin again.',
    'not vouched for': `What came back from ${name} was not right, so nobody was signed in. Begin again; if it happens twice, tell the technician.`,
    'other school': `That account is not one of the school’s. Choose the account that the school gave you.`,
  }
  return words[trouble]
}
