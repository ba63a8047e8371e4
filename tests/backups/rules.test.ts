import { describe, expect, it } from 'vitest'
import { backupName, isBackupOwed, momentOf, newestFirst, toForget } from '../../src/backups/rules.ts'

const named = (moment: string) => backupName(new Date(moment))

/** A backup every night at 02:10 UTC for this many nights, the last one on 22 November 2026. */
function nights(count: number): string[] {
  const last = Date.parse('2026-11-22T02:10:00Z')
  return Array.from({ length: count }, (_, back) => backupName(new Date(last - back * 24 * 3600 * 1000)))
}

function kept(names: string[]): string[] {
  const forgotten = new Set(toForget(names))
  return newestFirst(names).filter((name) => !forgotten.has(name))
}

const days = (names: string[]) => names.map((name) => momentOf(name)!.toISOString().slice(0, 10))

describe('the name of a backup', () => {
  it('says the moment it was made, in UTC, and can be read back', () => {
    expect(named('2026-07-01T09:05:07.999Z')).toBe('kitbook-20260701T090507Z.db')
    expect(momentOf('kitbook-20260701T090507Z.db')).toEqual(new Date('2026-07-01T09:05:07Z'))
  })

  it.each(['kitbook.db', 'kitbook-20260701T090507Z.db.1234.making', 'kitbook-20261301T090507Z.db', 'notes.txt', ''])(
    'is not %j', (name) => expect(momentOf(name)).toBeNull())
})

describe('which backups are kept', () => {
  it.each([
    { after: 0, keeps: 0 }, { after: 1, keeps: 1 }, { after: 7, keeps: 7 }, { after: 8, keeps: 8 },
    { after: 400, keeps: 22 }, { after: 1500, keeps: 22 },
  ])('after $after nights there are $keeps', ({ after, keeps }) => {
    expect(kept(nights(after))).toHaveLength(keeps)
  })

  it('keeps 7 days, then the Sundays of 5 weeks, then the last days of 12 months', () => {
    expect(days(kept(nights(400)))).toEqual([
      '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16',
      '2026-11-15', '2026-11-08', '2026-11-01', '2026-10-31', '2026-10-25',
      '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31', '2026-02-28',
      '2026-01-31', '2025-12-31',
    ])
  })

  it('keeps every backup of the newest day, so that a copy made before a risky hour is still there after it', () => {
    const names = [named('2026-11-22T12:00:00Z'), named('2026-11-22T09:00:00Z'), named('2026-11-21T12:00:01Z')]
    expect(toForget(names)).toEqual([])
    expect(toForget([...names, named('2026-11-21T12:00:00Z')])).toEqual([named('2026-11-21T12:00:00Z')])
  })

  it('forgets nothing because the server was off for the summer', () => {
    const before = nights(6)
    expect(toForget([...before, named('2027-03-01T08:00:00Z')])).toEqual([])
  })

  it('never touches a file that is not a backup of ours', () => {
    expect(toForget([...nights(60), 'kitbook.db', 'insurance.pdf'])).not.toContain('insurance.pdf')
  })

  it('asked again, forgets nothing more', () => {
    expect(toForget(kept(nights(400)))).toEqual([])
  })
})

describe('whether last night’s backup is still owed', () => {
  it.each([
    { newest: null, now: '2026-11-22T12:00:00Z', owed: true, because: 'there is none yet' },
    { newest: '2026-11-22T02:10:00Z', now: '2026-11-22T12:00:00Z', owed: false, because: 'it was made tonight' },
    { newest: '2026-11-21T02:10:00Z', now: '2026-11-22T01:59:59Z', owed: false, because: 'it is not yet two o’clock' },
    { newest: '2026-11-21T02:10:00Z', now: '2026-11-22T02:00:00Z', owed: true, because: 'it is two o’clock' },
    { newest: '2026-11-20T02:10:00Z', now: '2026-11-22T01:00:00Z', owed: true, because: 'yesterday’s was missed' },
    { newest: '2026-07-01T00:59:00Z', now: '2026-07-01T01:00:00Z', owed: true, because: 'two in summer is one in UTC' },
    { newest: '2026-07-01T01:00:00Z', now: '2026-07-01T23:00:00Z', owed: false, because: 'summer time, made at two' },
    { newest: '2026-03-28T02:00:00Z', now: '2026-03-29T01:00:00Z', owed: true, because: 'the clock has just gone on' },
    { newest: '2026-10-25T01:30:00Z', now: '2026-10-25T02:00:00Z', owed: true, because: 'the clock has gone back' },
  ])('$owed at $now: $because', ({ newest, now, owed }) => {
    expect(isBackupOwed(newest ? [named(newest)] : [], new Date(now))).toBe(owed)
  })
})
