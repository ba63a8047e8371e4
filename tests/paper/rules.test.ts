import { expect, test } from 'vitest'
import { ruledLines } from '../../src/paper/rules.ts'

test.each([
  [0, 0, 21, false], [1, 0, 18, false], [8, 0, 12, false], [13, 0, 8, false], [14, 0, 21, true], [60, 0, 21, true],
  [0, 1, 18, false], [4, 4, 10, false], [5, 6, 8, false], [6, 6, 21, true],
])(
  'under %i lines of what is out and %i of what is reserved stand %i ruled ones, on a page of their own: %s', (out, reserved, lines, own_page) => {
    expect(ruledLines(out, reserved)).toEqual({ lines, own_page })
  })
