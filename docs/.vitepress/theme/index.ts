import DefaultTheme from 'vitepress/theme-without-fonts';
import { withBase, type Theme } from 'vitepress';
import { h } from 'vue';
import '../../../src/ui/design/tokens.css';
import './studio.css';

/** The way back to the studio, which the documentation is a folder of. */
function studioLink() {
  return h(
    'a',
    { class: 'studio-link', href: withBase('/').replace(/docs\/$/, '') },
    'Open the studio',
  );
}

/** VitePress' own theme in the colours and fonts of the studio. */
export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'nav-bar-content-after': studioLink,
      'nav-screen-content-after': studioLink,
    }),
} satisfies Theme;
