// Reads the QR codes in a picture: the browser's own reader where there is one, else ours, loaded only now.
(function () {
  const ZXING = '/assets/zxing/iife/reader/index.js'
  const WASM = '/assets/zxing/reader/'
  let reader

  window.tagReader = function () {
    reader = reader || own().catch(zxing)
    return reader
  }

  async function own() {
    const formats = await window.BarcodeDetector.getSupportedFormats()
    if (!formats.includes('qr_code')) throw new Error('no QR codes')
    const detector = new window.BarcodeDetector({ formats: ['qr_code'] })
    return async function (picture) {
      return (await detector.detect(picture)).map(function (code) { return code.rawValue })
    }
  }

  async function zxing() {
    await load(ZXING)
    const { prepareZXingModule, readBarcodes } = window.ZXingWASM
    await prepareZXingModule({ overrides: { locateFile: function (path) { return WASM + path } }, fireImmediately: true })
    const wishes = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 40 }
    return async function (picture) {
      return (await readBarcodes(picture, wishes)).filter(function (code) { return code.isValid }).map(function (code) { return code.text })
    }
  }

  function load(src) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement('script')
      script.src = src
      script.addEventListener('load', resolve)
      script.addEventListener('error', function () { reject(new Error('the reader did not load')) })
      document.head.append(script)
    })
  }
})()
