import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'

/** A drawing of `manifest/icons` or of the add-in as PNG, square, `size` pixels wide. */
export function drawIcon(svg: URL, size: number): Buffer {
  const drawn = new Resvg(readFileSync(svg), {
    fitTo: { mode: 'width', value: size },
    font: { loadSystemFonts: false },
  })
  return Buffer.from(drawn.render().asPng())
}

/** The three pictures of the package for Teams: full colour, white outline, and colour at 32 pixels. */
export function packageIcons(): Record<string, Buffer> {
  const color = new URL('./icons/color.svg', import.meta.url)
  const outline = new URL('./icons/outline.svg', import.meta.url)
  return {
    'color.png': drawIcon(color, 192),
    'outline.png': drawIcon(outline, 32),
    'color32x32.png': drawIcon(new URL('../addin/icon.svg', import.meta.url), 32),
  }
}

/** The picture of the connector for Power Automate. */
export function connectorIcon(): Buffer {
  return drawIcon(new URL('./icons/color.svg', import.meta.url), 160)
}
