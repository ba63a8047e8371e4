import { expect, test } from 'vitest'
import { ruledLines } from '../../src/paper/rules.ts'

test.each([[0, 21, false], [1, 18, false], [8, 12, false], [13, 8, false], [14, 21, true], [60, 21, true]])(
  'under %i lines of what is out stand %i ruled ones, on a page of their own: %s', (listed, lines, own_page) => {
    expect(ruledLines(listed)).toEqual({ lines, own_page })
  })
