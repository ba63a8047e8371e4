import type { Giving } from '../../src/allocations/give.ts'

/** What every device is given with, where a test does not say otherwise. */
export const given: Omit<Giving, 'device_id' | 'keeper_id' | 'actor'> = {
  condition: 'Good', charger: 1, bag: 0, until_day: null, goes_home: 0, address: 'https://kitbook.larkfield.example',
}
