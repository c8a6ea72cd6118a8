import { AddRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useUnfolded } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { AlignDialog, MoveAlignmentDialog } from './align-dialog.tsx'
import { type Contributor, type Parent, useEndAlignment } from './alignments.ts'
import { ChoicesMenu } from './choices-menu.tsx'
import { EditAlignment } from './edit-alignment.tsx'
import { hrefTo } from './places.ts'
import { Row, Rows } from './rows.tsx'
import { Section } from './section.tsx'
import { TapButton } from './tap-button.tsx'
import { WhyNew } from './why-new.tsx'

interface ParentsProps {
  child: Contributor
  parents: Parent[]
  /** Whether this reader may say what the item contributes to. */
  mayChange: boolean
}

/** The goals that an item contributes to, how, and whether they agreed. */
export function Parents({ child, parents, mayChange }: ParentsProps) {
  const { t } = useStrings()
  const [aligning, setAligning] = useState(false)
  const served = parents.flatMap(({ id }) => id ?? [])
  const has = useUnfolded()
  if (parents.length === 0 && !mayChange) return null
  const add = mayChange && (parents.length === 0 || has('parents')) && (
    <TapButton icon={<AddRegular />} onTap={() => setAligning(true)}>
      {t('align.add')}
    </TapButton>
  )
  return (
    <Section
      title={t('align.parents')}
      actions={add}
      {...(parents.length === 0 && { lead: t('align.noParents') })}
    >
      {mayChange && parents.length > 0 && <WhyNew parts={['parents']} />}
      {parents.length > 0 && (
        <Rows>
          {parents.map((parent, place) => (
            <ParentRow key={parent.alignmentId ?? place} {...{ child, parent, served, mayChange }} />
          ))}
        </Rows>
      )}
      {aligning && <AlignDialog child={child} served={served} onClose={() => setAligning(false)} />}
    </Section>
  )
}

interface ParentProps {
  child: Contributor
  parent: Parent
  /** All the goals it serves. */
  served: string[]
  mayChange: boolean
}

function ParentRow(props: ParentProps) {
  const { parent, mayChange } = props
  const { t } = useStrings()
  const { percent } = useFormats()
  const { id, title, sentence, weight, confirmed } = parent
  const facts = [
    weight !== null && t('align.counts', { percent: percent(weight) }),
    t(confirmed ? 'align.confirmed' : 'align.unconfirmed'),
  ]
  if (!id || !title) return <Row title={t('align.privateParent')} />
  return (
    <Row
      title={title}
      href={hrefTo('objective', { id })}
      detail={facts.filter(Boolean).join(' · ')}
      actions={mayChange && <ParentActions {...props} />}
    >
      {sentence && <span>{sentence}</span>}
    </Row>
  )
}

function ParentActions({ child, parent, served }: ParentProps) {
  const { t } = useStrings()
  const [open, setOpen] = useState<'edit' | 'move'>()
  const end = useEndAlignment(child)
  const title = parent.title ?? ''
  const { id, alignmentId } = parent
  const onClose = () => setOpen(undefined)
  return (
    <>
      <TapButton
        kind="quiet"
        icon={<EditRegular />}
        label={t('align.editLabel', { title })}
        onTap={() => setOpen('edit')}
      >
        {t('align.edit')}
      </TapButton>
      <ChoicesMenu
        label={t('item.more', { title })}
        choices={[
          { text: t('align.move'), onPick: () => setOpen('move') },
          { text: t('align.end'), onPick: () => end.run(parent) },
        ]}
      />
      {open === 'edit' && id && alignmentId && (
        <EditAlignment parentId={id} {...{ alignmentId, title, onClose }} />
      )}
      {open === 'move' && id && alignmentId && (
        <MoveAlignmentDialog from={{ id, alignmentId }} {...{ child, served, onClose }} />
      )}
    </>
  )
}
