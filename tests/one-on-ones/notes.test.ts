import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ApiProblem } from '../../addin/api/problem.ts'
import { Draft, type Versioned } from '../../addin/one-on-ones/autosave.ts'
import { merge } from '../../addin/one-on-ones/merge.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 8 })
  .map((lines) => lines.join('\n'))
const written = (before: string, after: string) =>
  after.split('\n').filter((line) => line !== '' && !before.split('\n').includes(line))

describe('two texts brought together', () => {
  it('are the one that changed, where only one did', () => {
    fc.assert(
      fc.property(text, text, (base, mine) => {
        expect(merge(base, mine, base)).toBe(mine)
        expect(merge(base, base, mine)).toBe(mine)
        expect(merge(base, mine, mine)).toBe(mine)
      }),
    )
  })

  it('lose no line that either of the two wrote', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const lines = merge(base, mine, theirs).split('\n')
        for (const line of [...written(base, mine), ...written(base, theirs)]) expect(lines).toContain(line)
      }),
    )
  })

  it('keep what was written in different places where it was written', () => {
    expect(merge('one\ntwo\nthree', 'one!\ntwo\nthree', 'one\ntwo\nthree!')).toBe('one!\ntwo\nthree!')
    expect(merge('', 'Red', 'Blue')).toBe('Red\nBlue')
    expect(merge('one\ntwo', 'two', 'one\ntwo\nthree')).toBe('two\nthree')
  })

  it('come together also when they are far too long to compare', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word} ${i}`).join('\n')
    const both = merge('', long('mine'), long('theirs')).split('\n')
    expect([both.length, both[0], both.at(-1)]).toEqual([6000, 'mine 0', 'theirs 2999'])
  })
})

describe('notes that save themselves', () => {
  /** Two panels and what the server keeps; `fails` is what the next saves are answered with. */
  const desk = () => {
    const kept = { text: '', version: 1 }
    const fails: Error[] = []
    const save = async (given: string, version: number): Promise<Versioned> => {
      const failure = fails.shift()
      if (failure) throw failure
      if (version !== kept.version) throw stale({ ...kept })
      Object.assign(kept, { text: given, version: version + 1 })
      return { ...kept }
    }
    const panel = () => new Draft({ ...kept }, save, () => undefined)
    return { kept, fails, panel }
  }
  const stale = (current: Versioned) =>
    new ApiProblem({ status: 412, code: 'stale', title: 'Stale', current } as never)
  const settled = async (draft: Draft) => {
    await draft.send()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }

  it('bring together what two panels wrote over the same text', async () => {
    const { kept, panel } = desk()
    const [dana, mia] = [panel(), panel()]
    dana.type('Red')
    mia.type('Blue')
    await settled(mia)
    await settled(dana)
    expect(kept).toEqual({ text: 'Red\nBlue', version: 3 })
    expect([mia.state, dana.state, dana.text]).toEqual(['saved', 'merged', 'Red\nBlue'])
    mia.read(kept)
    expect(mia.text).toBe('Red\nBlue')
  })

  it('keep what was typed without a connection, and save it once there is one', async () => {
    const { kept, fails, panel } = desk()
    const dana = panel()
    fails.push(new ApiProblem({ status: 0, code: 'no-answer', title: '' }))
    dana.type('Red')
    await settled(dana)
    expect([dana.state, dana.text, kept.text]).toEqual(['waiting', 'Red', ''])
    await settled(dana)
    expect([dana.state, kept.text]).toEqual(['saved', 'Red'])
  })

  it('say so when they are refused, and lose nothing', async () => {
    const { fails, panel } = desk()
    const dana = panel()
    fails.push(new ApiProblem({ status: 404, code: 'not-found', title: '' }))
    dana.type('Red')
    await settled(dana)
    expect([dana.state, dana.text]).toEqual(['refused', 'Red'])
  })
})
