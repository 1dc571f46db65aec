import type { Sample } from './samples.ts';

/** The picture of a sample card. Drawn from the sample's own images where it has some. */
export function SamplePicture({ kind }: { readonly kind: Sample['picture'] }) {
  return (
    <img
      className="sample-picture"
      src={new URL(`samples/pictures/${kind}.png`, document.baseURI).href}
      alt=""
      width="480"
      height="192"
    />
  );
}
