/** Links that open a place of the tab in Teams, for the app of this id. */
export function deepLinks(appId: string): (place: string) => string {
  return (place) => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: place }))
    return `https://teams.microsoft.com/l/entity/${appId}/home?context=${context}`
  }
}
