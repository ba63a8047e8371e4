// Focus and announcements; every page works without this file.
(function () {
  const said = new WeakMap()

  function announce(node, aloud) {
    const words = node.textContent.replace(/\s+/g, ' ').trim()
    if (said.get(node) === words) return
    said.set(node, words)
    if (!aloud || !words) return
    const region = document.getElementById(node.dataset.announce === 'now' ? 'alarm' : 'say')
    region.textContent = ''
    setTimeout(function () { region.textContent = words }, 60)
  }

  function announceAll(aloud) {
    document.querySelectorAll('[data-announce]').forEach(function (node) { announce(node, aloud) })
  }

  // A summary takes the focus once: when its page or fragment arrives.
  function focusSummary() {
    const summary = document.querySelector('.error-summary[data-focus]')
    if (!summary || said.has(summary)) return
    said.set(summary, '')
    summary.focus()
  }

  document.addEventListener('click', function (event) {
    const link = event.target.closest('.error-summary a[href^="#"]')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    field.focus({ preventScroll: true })
    const label = document.querySelector('label[for="' + CSS.escape(field.id) + '"]') || field
    label.scrollIntoView({ block: 'center' })
  })

  document.addEventListener('htmx:after:swap', function () {
    focusSummary()
    announceAll(true)
  })

  focusSummary()
  document.querySelectorAll('[data-announce]:not(.notice)').forEach(function (node) { announce(node, false) })
  announceAll(true)
})()
