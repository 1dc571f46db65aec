/** A model that ships with the studio. */
export interface Sample {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly shows: string;
  /** Short facts under the text. */
  readonly facts: readonly string[];
  readonly picture: 'digits' | 'digitsFew' | 'objects' | 'broken' | 'large';
}

/** The cards of the start screen; files and provenance are in public/samples. */
export const samples: readonly Sample[] = [
  {
    id: 'mnist',
    file: 'mnist_float.h5',
    title: 'Handwritten digits',
    shows:
      'A float CNN that goes from Keras to spikes at 8/4/4 bits without losing a digit in a hundred.',
    facts: ['MNIST', '99.3 % right', 'opens in 1 s'],
    picture: 'digits',
  },
  {
    id: 'mnist-tuned',
    file: 'mnist_qat_iq8_wq2_aq2.h5',
    title: 'Digits in two bits',
    shows: 'The same network fine-tuned at 8/2/2 bits: four in five of its neurons stay silent.',
    facts: ['MNIST', '97.5 % right', 'opens in 1 s'],
    picture: 'digitsFew',
  },
  {
    id: 'cifar',
    file: 'cifar_float.h5',
    title: 'Ten kinds of things',
    shows: 'A deeper CNN for small colour photographs: see where rounding starts to cost accuracy.',
    facts: ['CIFAR-10', '85.3 % right', 'opens in 1 s'],
    picture: 'objects',
  },
  {
    id: 'incompatible',
    file: 'mnist_incompatible.h5',
    title: 'A model that does not convert',
    shows: 'Several rules broken on purpose. Find the problems, fix them here, and convert.',
    facts: ['MNIST', '97.0 % right', 'opens in 1 s'],
    picture: 'broken',
  },
  {
    id: 'akidanet',
    file: 'akidanet_025_96.h5',
    title: 'AkidaNet 0.25',
    shows:
      'The chip maker\u2019s own network at 96 x 96, untrained: what a larger model looks like.',
    facts: ['14 blocks', '1.2 MB', 'opens in 1 s'],
    picture: 'large',
  },
];
