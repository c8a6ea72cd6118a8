import { Avatar, makeStyles, tokens } from '@fluentui/react-components'

interface PersonChipProps {
  name: string
  /** A word about them: "asked", "owner". */
  detail?: string
  size?: 20 | 24 | 32
  /** The face alone; the name stays for screen readers. */
  faceOnly?: boolean
  /** Opens a chat with them. */
  onChat?: () => void
}

/** A person: face (initials), name, and a chat with them behind it. */
export function PersonChip({ name, detail, size = 24, faceOnly = false, onChat }: PersonChipProps) {
  const styles = usePersonStyles()
  const face = <Avatar name={name} size={size} color="colorful" idForColor={name} aria-hidden={!faceOnly} />
  const inside = (
    <>
      {face}
      {!faceOnly && <span>{name}</span>}
      {detail && <span className={styles.detail}>{detail}</span>}
    </>
  )
  if (!onChat) return <span className={styles.chip}>{inside}</span>
  return (
    <button type="button" className={styles.button} onClick={onChat}>
      {inside}
    </button>
  )
}

const chip = {
  display: 'inline-flex',
  alignItems: 'center',
  columnGap: '6px',
  minBlockSize: '24px',
  maxInlineSize: '100%',
} as const

const usePersonStyles = makeStyles({
  chip,
  button: {
    ...chip,
    font: 'inherit',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusCircular,
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  detail: { color: tokens.colorNeutralForeground3 },
})
