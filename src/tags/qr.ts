/**
 * What a tag's QR says: the finder's page where the school has an address, the bare code where it has none.
 * Upper case stays in QR's alphanumeric mode, which makes the squares bigger (stack.md: 25 modules, not 33).
 */
export function qrText(code: string, publicUrl: string | undefined): string {
  return publicUrl ? `${publicUrl}/t/${code}`.toUpperCase() : code
}

/** The QR as an SVG; level Q still reads with a quarter of it scratched. */
export async function qrSvg(text: string): Promise<string> {
  const { toString } = await import('qrcode')
  return toString(text, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 })
}
