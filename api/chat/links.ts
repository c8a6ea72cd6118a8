/** Links that open a place of the tab in Teams, for the app of this id. */
export function deepLinks(appId: string): (place: string) => string {
  return (place) => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: place }))
    return `https://teams.microsoft.com/l/entity/${appId}/home?context=${context}`
  }
}

/** Links into the demo: the tab in the stand-in of Teams. */
export function demoLinks(port: number): (place: string) => string {
  return (place) => `http://localhost:${port}/demo/teams?open=${encodeURIComponent(place)}`
}
