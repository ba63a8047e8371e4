// Hands pictures to the reader of tags: a worker, started only when a camera or a photo is used.
(function () {
  // Between plain looks one is larger, for far tags, or has a blur of so many pixels undone.
  const CLOSER = [{ sharpen: 2 }, { scale: 2 }, { sharpen: 5 }]
  const NEAR = 2000
  const FAR = 4000
  const BLURRED = [{ widest: 2000, sharpen: 2 }, { widest: 1000, sharpen: 2 }, { widest: 2000, sharpen: 5 }]
  const WIDEST = 2560
  const canvas = document.createElement('canvas')
  const waiting = new Map()
  let worker, asked = 0, closer = 0, spent = 0

  function work() {
    worker = new Worker(document.querySelector('[data-camera]').dataset.worker)
    worker.addEventListener('message', function ({ data: { id, texts, error } }) {
      const { resolve, reject } = waiting.get(id)
      waiting.delete(id)
      if (error) reject(new Error(error))
      else resolve([...new Set(texts.filter(Boolean))])
    })
    worker.addEventListener('error', function (event) {
      waiting.forEach(function ({ reject }) { reject(new Error(event.message)) })
      waiting.clear()
      worker = undefined
    })
    return worker
  }

  function ask(message, transfer) {
    return new Promise(function (resolve, reject) {
      const id = asked++
      waiting.set(id, { resolve, reject })
      ;(worker || work()).postMessage({ id, ...message }, transfer)
    })
  }

  function read(source, width, height, { scale = 1, sharpen = 0 }) {
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    pen.drawImage(source, 0, 0, canvas.width, canvas.height)
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height)
    return ask({ picture, sharpen }, [picture.data.buffer])
  }

  window.tagReader = {
    ready: function () { return ask({}, []) },

    // One look at the video. A closer one costs much on an old iPad, so plain ones first get as much time again.
    look: async function (video) {
      const { videoWidth, videoHeight } = video
      const began = performance.now()
      const isPlain = spent >= 0
      const { scale = 1, sharpen } = isPlain ? {} : CLOSER[closer++ % CLOSER.length]
      const found = await read(video, videoWidth, videoHeight, { scale: Math.min(scale, Math.max(1, WIDEST / videoWidth)), sharpen })
      const took = performance.now() - began
      spent = isPlain ? spent - took : took
      return found
    },

    // How often every closer way of looking has come round.
    rounds: function () { return closer / CLOSER.length },

    // A photo waits: it is looked at for near tags and for far ones, and in every other way until there is something.
    photo: async function (picture) {
      const longest = Math.max(picture.width, picture.height)
      function at({ widest, sharpen }) {
        return read(picture, picture.width, picture.height, { scale: Math.min(1, widest / longest), sharpen })
      }
      const found = [...await at({ widest: NEAR }), ...longest > NEAR ? await at({ widest: FAR }) : []]
      for (const way of BLURRED) if (found.length === 0) found.push(...await at(way))
      return found
    },
  }
})()
