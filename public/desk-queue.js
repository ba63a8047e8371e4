// Scans and taps go to the server one after another and stay on the screen until they are answered.
(function () {
  const RETRY_MS = 1500
  const GIVE_UP_MS = 15000

  window.deskQueue = function ({ store, onAnswer, onChange, onClosed }) {
    const items = JSON.parse(localStorage.getItem(store) || '[]')
    let busy = false
    let down = false

    function changed() {
      const kept = items.filter(function (item) { return !item.fields.pin })
      if (kept.length) localStorage.setItem(store, JSON.stringify(kept))
      else localStorage.removeItem(store)
      onChange(items, down)
    }

    function add(url, fields, label) {
      if (items.some(function (item) { return item.fields.id && item.fields.id === fields.id })) return
      items.push({ url, fields, label, at: Date.now() })
      changed()
      next()
    }

    async function next() {
      if (busy || !items.length) return
      busy = true
      const done = await send(items[0]).catch(function () { return null })
      busy = false
      down = done === null
      if (done) items.shift()
      changed()
      if (down) setTimeout(next, RETRY_MS)
      else next()
    }

    // An answer of any kind takes the scan off the queue; silence and a failing server leave it there.
    async function send({ url, fields, at }) {
      const body = new URLSearchParams(fields)
      body.set('waited', String(Math.max(0, Date.now() - at)))
      const response = await fetch(url, {
        method: 'POST', body, signal: AbortSignal.timeout(GIVE_UP_MS),
        headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
      })
      if (response.headers.has('HX-Redirect') || response.redirected) return onClosed()
      if (response.status >= 500 || response.status === 429) return null
      onAnswer(await response.text(), response.ok)
      return true
    }

    addEventListener('online', next)
    changed()
    next()
    return { add, isEmpty: function () { return items.length === 0 } }
  }
})()
