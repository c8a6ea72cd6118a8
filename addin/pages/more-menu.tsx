import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { type Place, places } from '../ui/places.ts'
import { routes } from './routes.ts'

/** The places that found no room in the navigation. */
export function MoreMenu({ hidden }: { hidden: Place[] }) {
  const { t } = useStrings()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={t('nav.more')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {hidden.map((place) => {
            const { label, icon: Icon } = routes[place]!.nav!
            return (
              <MenuItemLink key={place} href={`#${places[place]}`} icon={<Icon />}>
                {t(label)}
              </MenuItemLink>
            )
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
