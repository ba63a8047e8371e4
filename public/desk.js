// The desk: one box that every scanner key reaches, a visible queue, and a screen that follows the last answer.
(function () {
  const IDLE_MS = 31000
  const NAMES_MS = 150
  const TODAY_MS = 30000
  const form = document.getElementById('scan-form')
  const box = document.getElementById('scan')
  const screen = document.getElementById('screen')
  const names = document.getElementById('names')
  const today = document.getElementById('today')
  const unsaved = document.getElementById('unsaved')
  const lane = form.dataset.lane
  const here = location.pathname
  let idle, naming, counting, key

  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(12)), function (byte) { return byte.toString(16).padStart(2, '0') }).join('')
  }

  async function part(url) {
    const response = await fetch(url, { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } })
    if (response.headers.has('HX-Redirect') || response.redirected) return closed()
    return response.ok ? response.text() : null
  }

  // To focus what has the focus would lay the page out for nothing.
  function focusBox() {
    if (document.activeElement !== box) box.focus()
  }

  function closed() {
    location.assign(here)
    return null
  }

  // What is as it was stays where it is, so that an answer costs no more than what it changes. The key of a rendering
  // is left out of its forms for that, and put in when one is sent.
  function show(html) {
    const fresh = document.createElement('template')
    key = /data-key="([^"]+)"/.exec(html)[1]
    fresh.innerHTML = html.split(key).join('')
    renew(screen, fresh.content)
    names.replaceChildren()
    document.dispatchEvent(new CustomEvent('htmx:after:swap'))
    waitIdle()
  }

  function renew(shown, fresh) {
    let at = shown.firstElementChild
    Array.from(fresh.children).forEach(function (part) {
      const same = sameFrom(at, part)
      while (same && at !== same) at = dropped(at)
      if (!same) shown.insertBefore(part, at)
      else if (part.querySelector('[data-announce]') || !same.isEqualNode(part)) refresh(same, part)
      if (same) at = same.nextElementSibling
    })
    while (at) at = dropped(at)
  }

  // What is announced is always new; what is kept stays in its place with other parts, so that nothing around it is styled anew.
  function sameFrom(at, part) {
    if (part.matches('[data-announce]')) return null
    for (let old = at; old; old = old.nextElementSibling) {
      if (old.isEqualNode(part) || (part.matches('[data-kept]') && old.id === part.id)) return old
    }
    return null
  }

  function refresh(kept, fresh) {
    Array.from(kept.attributes).forEach(function ({ name }) { if (!fresh.hasAttribute(name)) kept.removeAttribute(name) })
    Array.from(fresh.attributes).forEach(function ({ name, value }) { kept.setAttribute(name, value) })
    renew(kept, fresh)
  }

  function dropped(part) {
    const next = part.nextElementSibling
    part.remove()
    return next
  }

  const queue = window.deskQueue({
    store: 'desk ' + lane,
    onClosed: closed,
    onChange: showQueue,
    onAnswer: function (html, ok) {
      if (ok) show(html)
      const heard = document.getElementById('heard')
      window.deskSound(ok && heard ? heard.dataset.answer : 'refused')
      focusBox()
      clearTimeout(counting)
      counting = setTimeout(refreshToday, 1500)
    },
  })

  function showQueue(items, down) {
    const hidden = items.length === 0 || (!down && items.length < 2)
    if (hidden && unsaved.hidden) return
    unsaved.hidden = hidden
    document.getElementById('unsaved-count').textContent = String(items.length)
    document.getElementById('unsaved-words').textContent = down
      ? 'Kitbook cannot be reached. Keep scanning: these are sent in order when it is back. Nothing here is booked yet.'
      : 'These are being sent in order.'
    document.getElementById('unsaved-list').replaceChildren(...items.map(function (item) {
      const line = document.createElement('li')
      line.textContent = item.label
      return line
    }))
  }

  document.addEventListener('submit', function (event) {
    const sent = event.target
    if (sent === form) {
      event.preventDefault()
      const code = box.value.trim()
      if (code) queue.add('/desk/scans', { id: newId(), lane, code }, code.toUpperCase())
      box.value = ''
      names.replaceChildren()
      focusBox()
    } else if (screen.contains(sent) || names.contains(sent)) {
      event.preventDefault()
      const fields = new URLSearchParams(new FormData(sent, event.submitter))
      const ticked = fields.getAll('device_ids')
      const plain = Object.fromEntries(fields)
      if (plain.id && plain.id.endsWith('-')) plain.id += key
      if (sent.matches('#undo')) plain.id += plain.scan_id.slice(-12)
      sent.reset()
      if (names.contains(sent)) box.value = ''
      if (fields.has('goes')) plain.goes = fields.getAll('goes').join(' ')
      if (ticked.length > 1) return ticked.forEach(function (id) { queue.add(sent.action, { ...plain, id: plain.id + id, device_ids: id }, 'Undo') })
      queue.add(sent.action, plain, event.submitter ? event.submitter.textContent.trim() : 'Tap')
    }
  })

  screen.addEventListener('click', async function (event) {
    const link = event.target.closest('[data-asks]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const html = await part(link.href).catch(function () { return null })
    if (html) show(html)
    const asked = document.getElementById(link.dataset.asks)
    if (asked) asked.focus()
  })

  document.addEventListener('kitbook:tag', function (event) {
    event.preventDefault()
    queue.add('/desk/scans', { id: newId(), lane, code: event.detail }, event.detail.toUpperCase())
  })

  // A scanner is a keyboard: whatever was pressed before, its letters go to the box.
  document.addEventListener('keydown', function (event) {
    const typing = event.target.closest('input:not([type=checkbox], [type=radio]), textarea')
    const pressing = event.key === ' ' && event.target.closest('button, a, summary, input, select')
    if (typing || pressing || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    focusBox()
  })

  box.addEventListener('input', function () {
    clearTimeout(naming)
    const typed = box.value.trim()
    if (lane !== 'desk' || !/^\p{L}[\p{L}\s'’.-]+$/u.test(typed)) return names.replaceChildren()
    naming = setTimeout(async function () {
      const html = await part('/desk/names?q=' + encodeURIComponent(typed)).catch(function () { return null })
      if (html !== null && box.value.trim() === typed) names.innerHTML = html
    }, NAMES_MS)
  })

  function waitIdle() {
    clearTimeout(idle)
    const heard = document.getElementById('heard')
    if (heard && heard.dataset.visit === 'yes') idle = setTimeout(leaveIdle, IDLE_MS)
  }

  async function leaveIdle() {
    const html = queue.isEmpty() && await part(here).catch(function () { return null })
    if (html) show(html)
    else waitIdle()
  }

  async function refreshToday() {
    const html = queue.isEmpty() && await part('/desk/today').catch(function () { return null })
    if (html) today.innerHTML = html
  }

  screen.addEventListener('input', waitIdle)
  setInterval(refreshToday, TODAY_MS)
  waitIdle()
  box.focus()
})()
