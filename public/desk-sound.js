// Tones that are told apart across a room: out is high, back is low, refused is two, unknown is its own, a question rises.
(function () {
  const TONES = {
    out: [[880, 0]], back: [[392, 0]], refused: [[220, 0], [165, 0.18]], unknown: [[560, 0], [560, 0.14]],
    ask: [[523, 0], [659, 0.14]], again: [[523, 0]],
  }
  let audio

  window.deskSound = function (kind) {
    if (!TONES[kind] || !window.AudioContext) return
    audio = audio || new AudioContext()
    audio.resume()
    TONES[kind].forEach(function ([hertz, after]) {
      const start = audio.currentTime + after
      const tone = audio.createOscillator()
      const loudness = audio.createGain()
      tone.frequency.value = hertz
      tone.connect(loudness).connect(audio.destination)
      loudness.gain.setValueAtTime(0.15, start)
      loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.13)
      tone.start(start)
      tone.stop(start + 0.14)
    })
  }
})()
