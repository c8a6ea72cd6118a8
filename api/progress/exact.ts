/** An exact number: `top` ÷ `bottom`, the bottom always positive. */
export interface Fraction {
  top: bigint
  bottom: bigint
}

/** The decimal that a JS number prints, exactly: 0.1 is one tenth. Throws RangeError when it is not finite. */
export function exact(number: number): Fraction {
  if (!Number.isFinite(number)) throw new RangeError(`Not a finite number: ${number}`)
  const [digits = '', exponent = '0'] = String(number).split('e')
  const [whole, decimals = ''] = digits.split('.')
  const places = decimals.length - Number(exponent)
  const units = BigInt(`${whole}${decimals}`)
  if (places < 0) return { top: units * 10n ** BigInt(-places), bottom: 1n }
  return { top: units, bottom: 10n ** BigInt(places) }
}

/** a + b. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.bottom % b.bottom === 0n) return { top: a.top + b.top * (a.bottom / b.bottom), bottom: a.bottom }
  if (b.bottom % a.bottom === 0n) return plus(b, a)
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
}

/** a − b. */
export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { top: -b.top, bottom: b.bottom })
}

/** a × b. */
export function times(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom }
}

/** a ÷ b. Throws RangeError when b is zero. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.top === 0n) throw new RangeError('Division by zero')
  const top = a.top * b.bottom
  const bottom = a.bottom * b.top
  return bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom }
}

/** Below, at or above: negative, 0 or positive. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** The nearest JS number with so many decimals (4 unless told), halves away from zero. */
export function rounded({ top, bottom }: Fraction, decimals = 4): number {
  const size = top < 0n ? -top : top
  const units = (2n * size * 10n ** BigInt(decimals) + bottom) / (2n * bottom)
  return Number(`${top < 0n && units > 0n ? '-' : ''}${units}e-${decimals}`)
}
