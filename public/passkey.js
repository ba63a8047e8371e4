// Passkeys: the browser's own window answers what the form was asked; the form goes off with the answer.
(function () {
  const web = window.SimpleWebAuthnBrowser
  if (!web || !web.browserSupportsWebAuthn()) return

  async function answerOf({ passkey, options }) {
    const ask = passkey === 'make' ? web.startRegistration : web.startAuthentication
    return JSON.stringify(await ask({ optionsJSON: JSON.parse(options) }))
  }

  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    const words = form.querySelector('[data-passkey-words]')
    form.hidden = false
    form.addEventListener('submit', async function (event) {
      event.preventDefault()
      words.textContent = 'Your device is asking you…'
      try {
        form.elements.answer.value = await answerOf(form.dataset)
        form.submit()
      } catch {
        words.textContent = 'Your device did not confirm it. Try again, or take another way.'
      }
    })
  })
})()
