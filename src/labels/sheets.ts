type Size = readonly [across: number, down: number]

/** An A4 sheet, in millimetres. `pitch` is from one label's left or top edge to the next one's. */
export type Sheet = {
  code: string, also: readonly string[], columns: number, rows: number, label: Size, margin: Size, pitch: Size
  /** Plain paper or card to be cut along the marks, rather than labels to be peeled off. */
  cut: boolean
}

type Measures = [code: string, also: string[], columns: number, rows: number, label: Size, margin: Size, pitch: Size]

const MEASURED: Measures[] = [
  ['L7160', ['L7060'], 3, 7, [63.5, 38.1], [7.2, 15.15], [66.04, 38.1]],
  ['L7651', ['L7051'], 5, 13, [38.1, 21.17], [4.67, 10.9], [40.64, 21.17]],
  ['L6008', ['L7658', 'L4731REV'], 7, 27, [25.4, 10], [8.48, 13.43], [27.94, 10]],
  ['L6009', ['L6113'], 4, 12, [45.72, 21.17], [9.75, 21.41], [48.26, 21.17]],
  ['L6011', ['L6114'], 3, 9, [63.5, 29.63], [7.21, 15.1], [66.04, 29.63]],
  ['L6012', [], 2, 5, [96, 50.8], [7.73, 21.43], [98.54, 50.8]],
  ['L7654', [], 4, 10, [45.72, 25.4], [9.75, 21.43], [48.26, 25.4]],
  ['L7159', [], 3, 8, [64, 33.86], [6.46, 13.06], [66.54, 33.86]],
  ['L7161', [], 3, 6, [63.5, 46.56], [7.21, 8.82], [66.04, 46.56]],
  ['L7162', [], 2, 8, [99.06, 33.87], [4.67, 13.02], [101.6, 33.87]],
  ['L7163', [], 2, 7, [99.06, 38.1], [4.67, 15.15], [101.6, 38.1]],
]

/** Label sheets as they are sold; sources agree within about 0.3 mm, which the offset takes up. */
export const LABEL_SHEETS: readonly Sheet[] = MEASURED.map(([code, also, columns, rows, label, margin, pitch]) =>
  ({ code, also, columns, rows, label, margin, pitch, cut: false }))

/** Ten cards of credit-card size on A4, to be cut out and laminated. */
export const CARD_SHEET: Sheet = {
  code: 'CARDS', also: [], columns: 2, rows: 5, label: [85.6, 54], margin: [19.4, 13.5], pitch: [85.6, 54], cut: true,
}

export const SHEETS: readonly Sheet[] = [...LABEL_SHEETS, CARD_SHEET]

/** A sheet by its number, or by another maker's number for the same one. */
export function findSheet(code: string): Sheet | undefined {
  return SHEETS.find((sheet) => sheet.code === code || sheet.also.includes(code))
}

export function perPage({ columns, rows }: Sheet): number {
  return columns * rows
}
