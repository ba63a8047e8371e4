import type { Picture } from './camera-picture.ts'

/** What comes between a label and its picture: pixels of blur and of a moving hand, grains of noise, a lamp's glare (0 to 1). */
export type Lens = { blur?: number, motion?: number, noise?: number, glare?: number }

export function through(seen: Picture, { blur = 0, motion = 0, noise = 0, glare = 0 }: Lens): Picture {
  let { grey } = seen
  if (blur > 0) grey = twice((from) => smear(smear(from, blur, 1, seen.width), blur, seen.width, seen.height), grey)
  if (motion > 0) grey = smear(grey, motion, 1, seen.width)
  const random = dice()
  const lit = grey.map((value, at) => value + (glare > 0 ? glare * lamp(seen, at) : 0) + (noise > 0 ? noise * grain(random) : 0))
  return { ...seen, grey: lit.map((value) => Math.max(0, Math.min(255, value))) }
}

const twice = (step: (grey: Float32Array) => Float32Array, grey: Float32Array) => step(step(grey))

/** The mean of the pixels up to `radius` away along a row (step 1) or a column. */
function smear(from: Float32Array, radius: number, step: number, length: number): Float32Array {
  return from.map((_, at) => {
    const place = Math.floor(at / step) % length
    const [least, most] = [Math.max(-radius, -place), Math.min(radius, length - 1 - place)]
    let sum = 0
    for (let k = least; k <= most; k++) sum += from[at + k * step]!
    return sum / (most - least + 1)
  })
}

/** A lamp's reflection a little beside the middle. */
function lamp({ width, height }: Picture, at: number): number {
  const [across, down] = [(at % width) / width - 0.52, Math.floor(at / width) / height - 0.51]
  return 255 * Math.exp(-44 * (across * across + down * down))
}

/** Always the same numbers, so that a picture is the same each time. */
function dice(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 1) / 2 ** 32
  }
}

function grain(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
}
