// Lives through a school year with the real app and an independent model, and says where they first differ:
// npm run simulate -- [seed] [how many years]
import { prepareTests, runTests } from './vitest.mjs'

const [seed = '1', years = '1'] = process.argv.splice(2)
process.env.SIMULATE_SEED = seed
process.env.SIMULATE_YEARS = years
prepareTests()
runTests('tests/simulation/vitest.config.ts')
