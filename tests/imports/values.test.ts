import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readText, sanitise } from '../../api/imports/sanitise.ts'
import { day, decimal, instant, rowHash } from '../../api/imports/viva/values.ts'

describe('numbers', () => {
  it('keep their digits and lose their signs of unit', () => {
    const pairs = [
      ['4.0', '4'],
      ['61%', '61'],
      ['0.0%', '0'],
      ['$1,234.50', '1234.5'],
      ['-$5', '-5'],
      ['-5', '-5'],
      ['1e3', '1000'],
      ['2.5E-3', '0.0025'],
      ['-0.0', '0'],
      ['007', '7'],
      ['+1', '1'],
    ]
    expect(pairs.map(([text]) => decimal(text!))).toEqual(pairs.map(([, value]) => value))
  })

  it('are not guessed', () => {
    for (const text of [
      '',
      'a',
      '1,5',
      '1.2.3',
      '1 2',
      'Infinity',
      'NaN',
      '0x10',
      '1e400',
      '--1',
      '9'.repeat(31),
    ])
      expect(decimal(text)).toBeNull()
  })

  it('mean the same as JavaScript reads, written in one way', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }), (number) => {
        const value = decimal(String(number))
        if (value === null) return
        expect(Number(value)).toBe(number === 0 ? 0 : number)
        expect(decimal(value)).toBe(value)
      }),
    )
  })
})

describe('days and instants', () => {
  it('are read in the forms that Viva writes', () => {
    expect([day('2025-10-06'), day('2025-10-06 00:00:00'), day('2025-10-06 20:57:08 UTC')]).toEqual(
      Array(3).fill('2025-10-06'),
    )
    expect(instant('2025-10-06 20:57:08 UTC')).toBe('2025-10-06T20:57:08Z')
    expect([
      instant('2025-10-06'),
      day('2025-02-29'),
      day('06.10.2025'),
      instant('2025-10-06 25:00:00'),
    ]).toEqual([null, null, null, null])
  })
})

describe('the hash of a row', () => {
  it('does not depend on the order of its keys, but on every value', () => {
    expect(rowHash({ a: 1, b: [{ c: null }] })).toBe(rowHash({ b: [{ c: null }], a: 1 }))
    expect(rowHash({ a: ['x', 'y'] })).not.toBe(rowHash({ a: ['y', 'x'] }))
    expect(rowHash({ a: '1' })).not.toBe(rowHash({ a: 1 }))
  })
})

describe('texts', () => {
  it('lose what could run and say so', () => {
    const dirty =
      '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><iframe src="//e.example"></iframe><span style="color:red">y</span>'
    const { html, text, removed } = sanitise(dirty)
    expect(html).toBe('<a rel="noopener noreferrer nofollow">x</a>y')
    expect(text).toBe('xy')
    expect(removed).toEqual(['img x', 'a href javascript:alert(1)', 'iframe //e.example'])
  })

  it('without tags stay as they are', () => {
    expect(readText('a < b & c <3', null).value).toEqual({ text: 'a < b & c <3', html: null })
    expect(readText('', '<div></div>').value).toBeNull()
  })

  it('keep HTML only when it says more than lines', () => {
    expect(readText('One\nTwo', '<div style="x">One\nTwo</div>').value).toEqual({
      text: 'One\nTwo',
      html: null,
    })
    expect(readText(null, '<p>One</p><p>Two <b>three</b></p>').value).toEqual({
      text: 'One\nTwo three',
      html: '<p>One</p><p>Two <b>three</b></p>',
    })
  })

  it('never hold a script or handler, whatever came in', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<script>',
        '</script>',
        '<svg onload=x>',
        '<a href="java\nscript:x">',
        '<',
        '>',
        '"',
        '&lt;script&gt;',
        '<p onclick=x>',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const { html } = sanitise(pieces.join(''))
        expect(html).not.toMatch(/<(script|svg|iframe)|<[^>]*\son\w+=|<[^>]*javascript:/i)
      }),
    )
  })
})
