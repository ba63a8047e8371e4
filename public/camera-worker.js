// Reads the QR codes in a picture, away from the page: the browser's own reader where there is one, else ours.
(function () {
  const ZXING = '/assets/zxing/iife/reader/index.js'
  const WASM = '/assets/zxing/reader/'
  const STEPS = 4
  let reader

  async function own() {
    const formats = await self.BarcodeDetector.getSupportedFormats()
    if (!formats.includes('qr_code')) throw new Error('no QR codes')
    const detector = new self.BarcodeDetector({ formats: ['qr_code'] })
    return async function (picture) {
      return (await detector.detect(picture)).map(function (code) { return code.rawValue })
    }
  }

  // Looking for white on black, or for codes that lie on their side, only costs time: QR codes are found at any angle.
  async function zxing() {
    importScripts(ZXING)
    const { prepareZXingModule, readBarcodes } = self.ZXingWASM
    await prepareZXingModule({ overrides: { locateFile: function (path) { return WASM + path } }, fireImmediately: true })
    const wishes = { formats: ['QRCode'], tryHarder: true, tryRotate: false, tryInvert: false, maxNumberOfSymbols: 60 }
    return async function (picture) {
      return (await readBarcodes(picture, wishes)).filter(function (code) { return code.isValid }).map(function (code) { return code.text })
    }
  }

  // Undoes a blur of about `radius` pixels: what the blur would take from the picture is given back, a few times over.
  function sharpened(picture, radius) {
    const { data, width, height } = picture
    const seen = new Float32Array(width * height)
    for (let i = 0; i < seen.length; i++) seen[i] = data[i * 4 + 1]
    let guess = seen
    for (let step = 0; step < STEPS; step++) {
      const next = blurred(blurred(guess, width, height, radius), width, height, radius)
      for (let i = 0; i < next.length; i++) next[i] = Math.max(0, Math.min(255, guess[i] + seen[i] - next[i]))
      guess = next
    }
    for (let i = 0; i < guess.length; i++) data[i * 4] = data[i * 4 + 1] = data[i * 4 + 2] = guess[i]
    return picture
  }

  // The mean of the square around each point, by sums that move along: its cost does not grow with the radius.
  function blurred(from, width, height, radius) {
    const rows = new Float32Array(from.length)
    for (let row = 0; row < height; row++) {
      const at = row * width
      let sum = 0
      for (let x = -radius; x <= radius; x++) sum += from[at + clamp(x, width)]
      for (let x = 0; x < width; x++) {
        rows[at + x] = sum
        sum += from[at + clamp(x + radius + 1, width)] - from[at + clamp(x - radius, width)]
      }
    }
    const sums = new Float32Array(width)
    const made = new Float32Array(from.length)
    const area = (2 * radius + 1) ** 2
    for (let y = -radius; y <= radius; y++) add(sums, rows, clamp(y, height) * width, 1)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) made[y * width + x] = sums[x] / area
      add(sums, rows, clamp(y + radius + 1, height) * width, 1)
      add(sums, rows, clamp(y - radius, height) * width, -1)
    }
    return made
  }

  function add(sums, rows, at, sign) {
    for (let x = 0; x < sums.length; x++) sums[x] += sign * rows[at + x]
  }

  function clamp(place, length) {
    return place < 0 ? 0 : place < length ? place : length - 1
  }

  self.addEventListener('message', async function ({ data: { id, picture, sharpen } }) {
    try {
      reader = reader || own().catch(zxing)
      const read = await reader
      self.postMessage({ id, texts: picture ? await read(sharpen ? sharpened(picture, sharpen) : picture) : [] })
    } catch (error) {
      self.postMessage({ id, error: String(error) })
    }
  })
})()
