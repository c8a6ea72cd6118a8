import type { Me } from '../api/provider.tsx'
import { WhyNew } from '../ui/why-new.tsx'
import { doorsOf, routes } from './routes.ts'

/** Why there is a new door in the navigation. What has no door of its own says it where it stands. */
export function NewPlaces({ me }: { me: Me }) {
  return <WhyNew parts={doorsOf(me).flatMap((place) => routes[place]?.nav?.part ?? [])} />
}
