import { ShareRegular } from '@fluentui/react-icons'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from './tap-button.tsx'
import { useToasts } from './toasts.tsx'

/** Offers the address of a place to other people: Teams' own share dialog, or a copy of the link. */
export function ShareButton({ path, label }: { path: string; label: string }) {
  const host = useHost()
  const { t } = useStrings()
  const { notify } = useToasts()
  const share = async () => {
    const outcome = await host.share({ path: path.replace(/^\//, ''), label }).catch(() => 'refused')
    if (outcome === 'copied') notify({ text: t('share.copied'), kind: 'info' })
    if (outcome === 'refused') notify({ text: t('share.refused'), kind: 'failed' })
  }
  return (
    <TapButton kind="quiet" icon={<ShareRegular />} onTap={() => void share()}>
      {t('share.share')}
    </TapButton>
  )
}
