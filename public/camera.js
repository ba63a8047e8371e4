// A camera beside a scan box: each tag in view counts once, as if a scanner had typed it. Pages work without it.
(function () {
  const REST_MS = 50
  const FORGET_MS = 5000
  const GATHER_MS = 900
  const LONGEST = 200
  const CHOSEN = 'camera'
  const part = document.querySelector('[data-camera]')
  if (!part) return
  const [start, stop, torch] = ['start', 'stop', 'torch'].map(function (name) { return part.querySelector('[data-camera-' + name + ']') })
  const video = part.querySelector('video')
  const choice = part.querySelector('select')
  const words = part.querySelector('[data-camera-words]')
  const photo = part.querySelector('input[type=file]')
  const inView = new Map()
  const gathered = []
  let stream = null
  let isLive = false

  // Of a link what it ends in, as the server reads it: so a device with a link and a code on it is one tag, and nobody
  // else's long text fills the search.
  function nameOf(text) {
    const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(text.trim())
    return (path && path[1].split('/').filter(Boolean).pop() || text.trim()).toUpperCase().slice(0, LONGEST)
  }

  // Whoever takes a tag says so by preventDefault; else it goes into the scan box, which is sent.
  function tell(name) {
    const event = new CustomEvent('kitbook:tag', { detail: name, cancelable: true })
    if (!document.dispatchEvent(event)) return
    if (gathered.push(name) === 1) setTimeout(send, GATHER_MS)
  }

  function send() {
    const box = document.getElementById(part.dataset.camera)
    box.value = gathered.splice(0).join(' ')
    close()
    box.form.submit()
  }

  // A tag that stays in view counts once; out of view for five seconds, it counts anew. A slow computer that reads it
  // in one way only must have come round to that way again before it is out of view.
  function notice(texts) {
    const seen = { at: Date.now(), rounds: window.tagReader.rounds() }
    new Set(texts.map(nameOf)).forEach(function (name) {
      const last = inView.get(name)
      inView.set(name, seen)
      if (!last || (seen.at - last.at > FORGET_MS && seen.rounds - last.rounds >= 1)) tell(name)
    })
  }

  async function look(from) {
    if (stream !== from) return
    const began = Date.now()
    if (video.videoWidth > 0 && !document.hidden) {
      const texts = await window.tagReader.look(video).catch(function () { return [] })
      if (stream === from) notice(texts)
    }
    setTimeout(look, Math.max(REST_MS, (Date.now() - began) / 2), from)
  }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(CHOSEN)) || {}
    } catch {
      return {}
    }
  }

  function remember(chosen) {
    localStorage.setItem(CHOSEN, JSON.stringify(chosen))
  }

  async function open() {
    words.textContent = 'Opening the camera.'
    const { id, label } = remembered()
    const wish = id ? { deviceId: { exact: id } } : { facingMode: { ideal: 'environment' } }
    try {
      await window.tagReader.ready()
      stream = await navigator.mediaDevices.getUserMedia({ video: { ...wish, width: { ideal: 1920 }, height: { ideal: 1080 } } })
      video.srcObject = stream
      await video.play()
    } catch (error) {
      close()
      if (id && error.name === 'OverconstrainedError') {
        remember({ label })
        return open()
      }
      words.textContent = whyNot(error)
      return
    }
    const better = await offerCameras(id, label)
    if (better) return choose(better)
    stream.getVideoTracks()[0].addEventListener('ended', close)
    showOpen(true)
    words.textContent = 'Hold the tags in view. Each counts once.'
    look(stream)
  }

  function whyNot(error) {
    return error.name === 'NotAllowedError'
      ? 'The browser was not allowed to use the camera. Allow it beside the address, or take a photo of the tag.'
      : 'No camera could be opened. Take a photo of the tag, or type its code.'
  }

  // Some browsers give a camera a new id each day: then it is known by its name. The wide-angle lens blurs near
  // tags, so it is never the one that is taken unasked.
  async function offerCameras(id, label) {
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(function (device) { return device.kind === 'videoinput' })
    const used = stream.getVideoTracks()[0].getSettings().deviceId
    choice.replaceChildren(...cameras.map(function (camera, i) {
      return new Option(camera.label || 'Camera ' + (i + 1), camera.deviceId, false, camera.deviceId === used)
    }))
    choice.parentElement.hidden = cameras.length < 2
    torch.hidden = !(stream.getVideoTracks()[0].getCapabilities?.().torch)
    torch.setAttribute('aria-pressed', 'false')
    if (id) return
    const known = label && cameras.find(function (camera) { return camera.label === label })
    const inUse = cameras.find(function (camera) { return camera.deviceId === used })
    if (known) return known === inUse ? undefined : known
    if (!inUse || !/ultra/i.test(inUse.label)) return
    return cameras.find(function (camera) { return /back|rear/i.test(camera.label) && !/ultra/i.test(camera.label) })
  }

  function choose({ deviceId, label }) {
    remember({ id: deviceId, label })
    close()
    return open()
  }

  function close() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop() })
    stream = null
    video.srcObject = null
    showOpen(false)
  }

  function showOpen(isOpen) {
    const hadFocus = part.contains(document.activeElement) && document.activeElement !== choice
    part.querySelector('[data-camera-open]').hidden = !isOpen
    start.hidden = isOpen || !isLive
    if (hadFocus) (isOpen ? stop : start).focus()
    if (!isOpen) words.textContent = ''
  }

  async function light() {
    const on = torch.getAttribute('aria-pressed') !== 'true'
    try {
      await stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] })
      torch.setAttribute('aria-pressed', String(on))
    } catch {
      torch.hidden = true
    }
  }

  async function readPhoto() {
    const file = photo.files[0]
    if (!file) return
    words.textContent = 'Reading the photo.'
    try {
      const found = new Set((await window.tagReader.photo(await createImageBitmap(file))).map(nameOf))
      found.forEach(tell)
      words.textContent = found.size > 0 ? 'Read ' + found.size + (found.size === 1 ? ' tag.' : ' tags.') : 'No tag can be read in that photo. Go nearer, or type the code.'
    } catch {
      words.textContent = 'That is not a photo that can be read here. Type the code instead.'
    }
    photo.value = ''
  }

  // What is missing is said instead of a button that could do nothing.
  async function offer() {
    const hasApi = window.isSecureContext && Boolean(navigator.mediaDevices)
    const devices = hasApi ? await navigator.mediaDevices.enumerateDevices() : []
    isLive = devices.some(function (device) { return device.kind === 'videoinput' })
    start.hidden = !isLive
    part.querySelector('[data-camera-why=insecure]').hidden = window.isSecureContext
    part.querySelector('[data-camera-why=none]').hidden = !window.isSecureContext || isLive
    part.hidden = false
  }

  start.addEventListener('click', function () {
    inView.clear()
    open()
  })
  stop.addEventListener('click', close)
  choice.addEventListener('change', function () { choose({ deviceId: choice.value, label: choice.selectedOptions[0].label }) })
  photo.addEventListener('change', readPhoto)
  torch.addEventListener('click', light)
  addEventListener('pagehide', close)
  offer()
})()
