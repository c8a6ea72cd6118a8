import { expect } from '@playwright/test'

/** What is to be seen on a page, waited for: a loaded machine gets its time, no test asserts one. */
export const seen = expect.configure({ timeout: 20_000 })
