import { type Lens, through } from '../support/camera-lens.ts'
import { DAYLIGHT, type Label, type Light, type Picture, picture } from '../support/camera-picture.ts'

/** Pictures that a camera sees for some seconds each, and what there is to read in all of them together. */
export type Scene = { name: string, camera: string, pictures: (() => Picture)[], texts: string[] }

type Eye = Lens & { light?: Light, width?: number, height?: number }

const LOOKS = 4
const BIG = { width: 1280, height: 720 }
const SMALL = { width: 640, height: 480 }
const cameraOf = ({ width, height }: { width: number, height: number }) => `${width} × ${height}`
let used = 0
/** No code comes twice: what is read tells by itself where it was seen. */
const newCode = (prefix: string) => `${prefix}-${String(++used).padStart(4, '0')}`

const see = (labels: Label[], { width, height, light = DAYLIGHT, ...lens }: Eye & typeof BIG): Picture =>
  through(picture(labels, { width, height, light }), lens)

/** Four tags, one after another, each held as `hold` says. */
function oneByOne(name: string, hold: (i: number) => Partial<Label>, eye: Eye = {}): Scene {
  const whole = { ...BIG, ...eye }
  const labels = Array.from({ length: LOOKS }, (_, i): Label => (
    { text: newCode('LT'), x: whole.width / 2, y: whole.height / 2, size: 260, turned: i * 29, ...hold(i) }))
  return { name, camera: cameraOf(whole), texts: labels.map(({ text }) => text), pictures: labels.map((label) => () => see([label], whole)) }
}

/** Two shelves of twelve tags each; every twelfth is half out of view and is not asked for. */
function shelves(name: string, size: number, eye: Eye = {}): Scene {
  const labels = Array.from({ length: 24 }, (_, i): Label => ({
    text: newCode('IP'), size, turned: (i * 17) % 60 - 30, lean: (i % 3) * 0.1,
    x: i % 12 === 11 ? 1275 : 110 + (i % 6) * 205, y: i % 12 < 6 ? 190 : 520,
  }))
  return {
    name, camera: cameraOf(BIG), texts: labels.filter((_, i) => i % 12 !== 11).map(({ text }) => text),
    pictures: [labels.slice(0, 12), labels.slice(12)].map((shelf) => () => see(shelf, { ...BIG, ...eye })),
  }
}

const DUSK: Light = { paper: 60, ink: 20, shelf: 35 }
const PALE: Light = { paper: 150, ink: 110, shelf: 130 }
const link = () => ({ text: `HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/${newCode('LT')}` })

/** Widths are of the whole label in pixels of 1,280: a 10 mm label at 30 cm is about 50 wide on a school iPad. */
export const SCENES: Scene[] = [
  oneByOne('one tag', () => ({ turned: 0 })),
  oneByOne('turned by 30 to 345 degrees', (i) => ({ turned: 30 + i * 105 })),
  oneByOne('filling the picture', () => ({ size: 620 })),
  oneByOne('far away: 70 pixels wide', () => ({ size: 70 })),
  oneByOne('farther: 54 pixels wide', () => ({ size: 54 })),
  oneByOne('leaning back, half', () => ({ lean: 0.5 })),
  oneByOne('leaning back, most', () => ({ lean: 0.8 })),
  oneByOne('out of focus', () => ({}), { blur: 4 }),
  oneByOne('far out of focus', () => ({}), { blur: 5 }),
  oneByOne('small and out of focus', () => ({ size: 100 }), { blur: 2 }),
  oneByOne('a moving hand', () => ({ turned: 0 }), { motion: 6 }),
  oneByOne('a hand that moves fast', () => ({ turned: 0 }), { motion: 9 }),
  oneByOne('dusk, with a grainy camera', () => ({ size: 180 }), { light: DUSK, noise: 8 }),
  oneByOne('very grainy', () => ({ size: 180 }), { noise: 40 }),
  oneByOne('faded ink', () => ({}), { light: PALE, noise: 4 }),
  oneByOne('a lamp’s glare on it', () => ({}), { glare: 0.75 }),
  oneByOne('a small camera (640 × 480)', () => ({ size: 90 }), { ...SMALL, noise: 6, blur: 1 }),
  oneByOne('link tags', link),
  oneByOne('link tags, small', () => ({ ...link(), size: 100 }), { noise: 4 }),
  shelves('twelve on a shelf', 150),
  shelves('twelve on a shelf, a little blurred', 100, { blur: 1, noise: 6 }),
  shelves('twelve on a shelf, far away', 70, { noise: 4 }),
  oneByOne('somebody else’s link', () => ({ text: 'https://elsewhere.example/free-prize?x=1', size: 420 })),
  oneByOne('somebody else’s script', () => ({ text: 'javascript:alert(document.domain)', size: 420 })),
  { name: 'an empty shelf', camera: cameraOf(BIG), texts: [], pictures: [6, 12].map((noise) => () => see([], { ...BIG, noise })) },
]
