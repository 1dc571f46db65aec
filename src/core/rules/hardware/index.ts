import type { HardwareRule } from './defineHardwareRule.ts';
import { hwActivationBits } from './hwActivationBits.ts';
import { hwActStep } from './hwActStep.ts';
import { hwChannels } from './hwChannels.ts';
import { hwDenseInputs } from './hwDenseInputs.ts';
import { hwFilterMemory } from './hwFilterMemory.ts';
import { hwFilters } from './hwFilters.ts';
import { hwFirstActivation } from './hwFirstActivation.ts';
import { hwGapMemory } from './hwGapMemory.ts';
import { hwGapRows } from './hwGapRows.ts';
import { hwGapWidth } from './hwGapWidth.ts';
import { hwInputBits } from './hwInputBits.ts';
import { hwInputSize } from './hwInputSize.ts';
import { hwKernelSize } from './hwKernelSize.ts';
import { hwOneChannel } from './hwOneChannel.ts';
import { hwPadding } from './hwPadding.ts';
import { hwPool } from './hwPool.ts';
import { hwPoolLast } from './hwPoolLast.ts';
import { hwPoolNext } from './hwPoolNext.ts';
import { hwPoolRows } from './hwPoolRows.ts';
import { hwProcessors } from './hwProcessors.ts';
import { hwSplitPool } from './hwSplitPool.ts';
import { hwSplitStride } from './hwSplitStride.ts';
import { hwStride } from './hwStride.ts';
import { hwThreshold } from './hwThreshold.ts';
import { hwWeightBits } from './hwWeightBits.ts';
import { hwZeroWeights } from './hwZeroWeights.ts';

/** Every limit of the chips. A rule is one file and one line here; its numbers are in targets/. */
export const hardwareRules: readonly HardwareRule[] = [
  hwActivationBits,
  hwActStep,
  hwChannels,
  hwDenseInputs,
  hwFilterMemory,
  hwFilters,
  hwFirstActivation,
  hwGapMemory,
  hwGapRows,
  hwGapWidth,
  hwInputBits,
  hwInputSize,
  hwKernelSize,
  hwOneChannel,
  hwPadding,
  hwPool,
  hwPoolLast,
  hwPoolNext,
  hwPoolRows,
  hwProcessors,
  hwSplitPool,
  hwSplitStride,
  hwStride,
  hwThreshold,
  hwWeightBits,
  hwZeroWeights,
];
