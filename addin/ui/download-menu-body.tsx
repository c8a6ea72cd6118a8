import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { formats, useDownload } from './download.ts'
import type { DownloadMenuProps } from './download-menu.tsx'

/** The menu itself, loaded after the page. */
export function DownloadMenuBody({ list, filters, label }: DownloadMenuProps) {
  const styles = useDownloadStyles()
  const { t } = useStrings()
  const { run, busy } = useDownload()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          icon={<ArrowDownloadRegular />}
          className={styles.button}
          disabledFocusable={busy}
          aria-busy={busy || undefined}
          {...(label && { 'aria-label': label })}
        >
          {t('download.title')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {formats.map((format) => (
            <MenuItem key={format} onClick={() => void run(list, format, filters)}>
              {t(`download.${format}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

const useDownloadStyles = makeStyles({
  // Fluent's own edge is 1.5:1 on white.
  button: {
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    '@media (pointer: coarse)': { minBlockSize: '40px' },
  },
})
