import { describe, expect, it } from '@jest/globals'
import { hrefTo, type Place, pathOfSubPage, pathTo, placeOf, places } from '../../addin/ui/places.ts'

describe('places', () => {
  it('have links', () => {
    expect(hrefTo('myWeek')).toBe('#/my-week')
    expect(hrefTo('keyResult', { id: '0190' })).toBe('#/key-results/0190')
    expect(pathTo('barrier', { id: 'a/b' })).toBe('/barriers/a%2Fb')
  })

  it.each(Object.keys(places) as Place[])('%s is found again at its own address', (place) => {
    const path = places[place].replace(':id', '0190')
    expect(placeOf(path)?.place).toBe(place)
  })

  it('give back what stands in their address', () => {
    expect(placeOf('/barriers/a%2Fb')).toEqual({ place: 'barrier', params: { id: 'a/b' } })
    expect(placeOf('/my-week/')).toEqual({ place: 'myWeek', params: {} })
    expect(placeOf('/my-week?from=card')).toEqual({ place: 'myWeek', params: {} })
  })

  it.each(['/nowhere', '/barriers', '/barriers/', '/barriers/1/2', ''])('do not include %j', (path) => {
    expect(placeOf(path)).toBeUndefined()
  })

  it('survive an address that nobody can decode', () => {
    expect(placeOf('/barriers/%E0%A4%A')?.params).toEqual({ id: '%E0%A4%A' })
  })

  it.each([
    ['key-results/0190', '/key-results/0190'],
    ['/key-results/0190', '/key-results/0190'],
    ['#/key-results/0190', '/key-results/0190'],
    ['', undefined],
    [undefined, undefined],
  ])('are opened by a deep link to %j', (subPageId, path) => {
    expect(pathOfSubPage(subPageId)).toBe(path)
  })
})
