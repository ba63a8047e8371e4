// A sheet is written in by keyboard or scanner: Enter goes to the same box of the next line, and from the last one to the button.
(function () {
  document.addEventListener('keydown', function (event) {
    const box = event.target.closest('[data-down] input')
    if (event.key !== 'Enter' || !box || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const cell = box.closest('td')
    const next = cell.parentElement.nextElementSibling
    const below = next ? next.cells[cell.cellIndex].querySelector('input') : box.form.querySelector('.actions button')
    below.focus()
  })
})()
