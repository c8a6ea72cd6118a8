import {
  Avatar,
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import type { DemoSignIn } from '../host/host.ts'
import { useStrings } from '../strings/strings.tsx'

/** In a demo: who one is at the moment, and the way to be somebody else. */
export function PersonSwitcher({ demo }: { demo: DemoSignIn }) {
  const { t } = useStrings()
  const person = demo.current()
  if (!person) return null
  const label = t('who.switch', { name: person.name })
  return (
    <Menu
      checkedValues={{ person: [person.id] }}
      onCheckedValueChange={(_, { checkedItems }) => checkedItems[0] && demo.choose(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          aria-label={label}
          title={label}
          icon={<Avatar name={person.name} size={28} color="colorful" idForColor={person.name} aria-hidden />}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {demo.people.map((other) => (
            <MenuItemRadio
              key={other.id}
              name="person"
              value={other.id}
              secondaryContent={t(`role.${other.role}`)}
            >
              {other.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
