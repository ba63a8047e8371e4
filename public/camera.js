// A camera beside a scan box: each tag in view counts once, as if a scanner had typed it. Pages work without it.
(function () {
  const LOOK_MS = 120
  const FORGET_MS = 5000
  const CHOSEN = 'camera'
  const part = document.querySelector('[data-camera]')
  if (!part) return
  const [start, stop, torch] = ['start', 'stop', 'torch'].map(function (name) { return part.querySelector('[data-camera-' + name + ']') })
  const video = part.querySelector('video')
  const choice = part.querySelector('select')
  const words = part.querySelector('[data-camera-words]')
  const photo = part.querySelector('input[type=file]')
  const canvas = document.createElement('canvas')
  const inView = new Map()
  let stream = null

  const isLive = window.isSecureContext && Boolean(navigator.mediaDevices)
  part.hidden = false
  start.hidden = !isLive
  part.querySelector('[data-camera-why]').hidden = isLive

  function tell(text) {
    document.dispatchEvent(new CustomEvent('kitbook:tag', { detail: text }))
  }

  // A tag that stays in view counts once; out of view for five seconds, it counts anew.
  function notice(texts) {
    const now = Date.now()
    texts.filter(Boolean).forEach(function (text) {
      if (now - (inView.get(text) || 0) > FORGET_MS) tell(text)
      inView.set(text, now)
    })
  }

  function draw(source, width, height) {
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    pen.drawImage(source, 0, 0, width, height)
    return pen.getImageData(0, 0, width, height)
  }

  async function look(read) {
    if (!stream) return
    if (video.videoWidth > 0 && !document.hidden) notice(await read(draw(video, video.videoWidth, video.videoHeight)).catch(function () { return [] }))
    setTimeout(look, LOOK_MS, read)
  }

  async function open() {
    words.textContent = 'Opening the camera.'
    const deviceId = localStorage.getItem(CHOSEN)
    const wish = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }
    try {
      const read = await window.tagReader()
      stream = await navigator.mediaDevices.getUserMedia({ video: { ...wish, width: { ideal: 1920 }, height: { ideal: 1080 } } })
      video.srcObject = stream
      await video.play()
      await offerCameras()
      showOpen(true)
      words.textContent = 'Hold the tags in view. Each counts once.'
      look(read)
    } catch (error) {
      close()
      if (deviceId && error.name === 'OverconstrainedError') {
        localStorage.removeItem(CHOSEN)
        return open()
      }
      words.textContent = error.name === 'NotAllowedError'
        ? 'The browser was not allowed to use the camera. Allow it beside the address, or take a photo of the tag.'
        : 'No camera could be opened. Take a photo of the tag, or type its code.'
    }
  }

  // The wide-angle lens blurs near tags, so it is never the one that is chosen by itself.
  async function offerCameras() {
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(function (device) { return device.kind === 'videoinput' })
    const used = stream.getVideoTracks()[0].getSettings().deviceId
    const inUse = cameras.find(function (camera) { return camera.deviceId === used })
    const better = inUse && /ultra/i.test(inUse.label) && !localStorage.getItem(CHOSEN) && cameras.find(function (camera) { return /back|rear/i.test(camera.label) && !/ultra/i.test(camera.label) })
    choice.replaceChildren(...cameras.map(function (camera, i) {
      return new Option(camera.label || 'Camera ' + (i + 1), camera.deviceId, false, camera.deviceId === used)
    }))
    choice.parentElement.hidden = cameras.length < 2
    torch.hidden = !(stream.getVideoTracks()[0].getCapabilities?.().torch)
    if (better) choose(better.deviceId)
  }

  function choose(deviceId) {
    localStorage.setItem(CHOSEN, deviceId)
    close()
    open()
  }

  function close() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop() })
    stream = null
    video.srcObject = null
    showOpen(false)
  }

  function showOpen(isOpen) {
    part.querySelector('[data-camera-open]').hidden = !isOpen
    start.hidden = isOpen || !isLive
    if (!isOpen) words.textContent = ''
  }

  async function readPhoto() {
    const file = photo.files[0]
    if (!file) return
    words.textContent = 'Reading the photo.'
    try {
      const read = await window.tagReader()
      const picture = await createImageBitmap(file)
      const scale = Math.min(1, 2000 / Math.max(picture.width, picture.height))
      const found = [...new Set(await read(draw(picture, Math.round(picture.width * scale), Math.round(picture.height * scale))))]
      found.forEach(tell)
      words.textContent = found.length > 0 ? 'Read ' + found.length + (found.length === 1 ? ' tag.' : ' tags.') : 'No tag can be read in that photo. Go nearer, or type the code.'
    } catch {
      words.textContent = 'That is not a photo that can be read here. Type the code instead.'
    }
    photo.value = ''
  }

  start.addEventListener('click', open)
  stop.addEventListener('click', close)
  choice.addEventListener('change', function () { choose(choice.value) })
  photo.addEventListener('change', readPhoto)
  torch.addEventListener('click', function () {
    const on = torch.getAttribute('aria-pressed') !== 'true'
    stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] })
    torch.setAttribute('aria-pressed', String(on))
  })
  addEventListener('pagehide', close)
})()
