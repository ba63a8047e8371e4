// A sweep, at the end of the day or before and after a holiday: scans and ticks go one after another, and the list follows. The page works without it.
(function () {
  const form = document.getElementById('sweep-form')
  if (!form) return
  const scans = new URL(form.action).pathname
  const page = scans.replace(/\/scans$/, '')
  const box = document.getElementById('sweep')
  const unsaved = document.getElementById('unsaved')

  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16).padStart(2, '0') }).join('')
  }

  const queue = window.deskQueue({
    store: page.slice(1),
    onClosed: function () { location.assign(page) },
    onChange: function (items, down) {
      unsaved.hidden = items.length === 0 || (!down && items.length < 2)
      document.getElementById('unsaved-count').textContent = String(items.length)
      document.getElementById('unsaved-words').textContent = down
        ? 'Kitbook cannot be reached. Keep scanning: these are sent in order when it is back.' : 'These are being sent in order.'
      document.getElementById('unsaved-list').replaceChildren(...items.map(function (item) {
        const line = document.createElement('li')
        line.textContent = item.label
        return line
      }))
    },
    onAnswer: function (html, ok) {
      if (ok) document.getElementById('told').innerHTML = html
      const heard = document.getElementById('heard')
      window.deskSound(ok && heard ? heard.dataset.answer : 'refused')
      document.dispatchEvent(new CustomEvent('htmx:after:swap'))
      box.focus()
      // The queue calls this before it takes the scan off: a moment later it is known whether more wait.
      setTimeout(function () { if (queue.isEmpty()) document.getElementById('now').dispatchEvent(new CustomEvent('counted')) })
    },
  })

  function add(codes) {
    queue.add(scans, { form_key: newKey(), codes }, codes.toUpperCase())
  }

  document.addEventListener('submit', function (event) {
    const sent = event.target
    const isTick = sent.matches('[data-tick]')
    if (sent !== form && !isTick) return
    event.preventDefault()
    const codes = (isTick ? sent.elements.codes : box).value.trim()
    if (codes) add(codes)
    if (!isTick) box.value = ''
  })

  document.addEventListener('kitbook:tag', function (event) {
    event.preventDefault()
    add(event.detail)
  })

  // A scanner is a keyboard: whatever was pressed before, its letters go to the box.
  document.addEventListener('keydown', function (event) {
    const typing = event.target.closest('input, textarea, select')
    const pressing = event.key === ' ' && event.target.closest('button, a, summary, select')
    if (typing || pressing || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    box.focus()
  })

  // A refused form keeps its summary in focus.
  if (!document.querySelector('.error-summary')) box.focus()
})()
