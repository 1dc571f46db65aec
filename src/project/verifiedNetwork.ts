import type { AkidaModel } from '../core/akida/model.ts';
import { verifyConversion, type VerifiedConversion } from '../core/convert/verifyConversion.ts';
import type { Assessment } from './assess.ts';
import { convertedOrRefused } from './models.ts';
import { convertOptions } from './options.ts';
import type { ConversionSettings } from './plan.ts';

/** A network is verified once: the panel shows what a file of it holds, and then writes one. */
const known = new WeakMap<AkidaModel, Promise<VerifiedConversion>>();

/**
 * Runs the network of an assessment against its quantized model on a few inputs. Every file of a network passes here before it is
 * written; nothing else does, for it costs more than a conversion.
 * @returns null for an opened .fbz, which was not converted here
 * @throws StudioError convert/outputs-differ
 */
export async function verificationOf(
  { quantized, akida }: Pick<Assessment, 'quantized' | 'akida'>,
  settings: ConversionSettings,
): Promise<VerifiedConversion | null> {
  if (!quantized || !akida) return null;
  const verification =
    known.get(akida) ?? verifyConversion(quantized, akida, convertOptions(settings));
  known.set(akida, verification);
  return verification;
}

/**
 * The network of an assessment, verified: what files are written of.
 * @throws StudioError with everything that stands against the conversion; convert/outputs-differ
 */
export async function verifiedNetwork(
  assessment: Assessment,
  settings: ConversionSettings,
): Promise<AkidaModel> {
  const network = convertedOrRefused(assessment);
  await verificationOf(assessment, settings);
  return network;
}
