// Says how soon and how surely tags are read, over films of a fake camera in Chromium.
import { prepareTests, runTests } from './vitest.mjs'

prepareTests()
runTests('tests/camera/vitest.config.ts')
